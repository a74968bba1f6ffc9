// Generated code and the interpreter come to the same: verdict, failure, lasso, reasons; with constraints, parameters, choices and
// several words a state. Guards against differences in the order of steps, which is what lassos are chosen by.
// Not here: whether verdicts are right (verdicts.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";
import { compiled, openSpec } from "../compiled.ts";
import { agree, generatedly, withWorkers } from "../engine/engines.ts";
import { lock, peterson } from "./models.ts";
import { graphs, modelOf } from "./random-graphs.ts";
import { half, places, refining, ring } from "./refined-models.ts";

/** Several counters that go up, are reset and pass on one to the next; `wide` fills further words of the state. */
function counters(wide: number, options: Parameters<typeof b.model>[0]["options"] = {}): SpecModel {
  const who = b.int(0, 2);
  const row = b.table(who, b.int(0, 3));
  const state = b.record({
    n: row,
    ...Object.fromEntries(Array.from({ length: wide }, (_, i) => [`w${i}`, b.int(0, 2 ** 40)])),
  });
  const s = b.stateOf(state);
  const self = b.local(0, who);
  const mine = b.row(s("n"), self);
  const other = b.local(1, who);
  return b.model({
    state,
    init: b.make(state, {
      n: b.fill(row, b.lit(0)),
      ...Object.fromEntries(Array.from({ length: wide }, (_, i) => [`w${i}`, b.lit(7 * i)])),
    }),
    actions: [
      b.action("up", [who], b.block(b.when(b.binary(mine, "<", b.lit(2))), b.run(b.update(mine, "++")))),
      b.action("reset", [who], b.put(mine, b.lit(0))),
      b.action(
        "pass",
        [who],
        b.block(
          b.when(b.binary(mine, ">", b.lit(0))),
          b.let_(1, b.pick(who)),
          b.when(b.binary(b.row(s("n"), other), "<", b.lit(3))),
          b.run(b.update(mine, "--")),
          b.run(b.update(b.row(s("n"), other), "++")),
        ),
        who,
      ),
    ],
    fairness: [
      { kind: "weak", at: b.at, each: true, of: [{ kind: "action", index: 0 }] },
      { kind: "strong", at: b.at, each: false, of: [{ kind: "action", index: 2 }] },
    ],
    properties: [
      b.property("invariant", "always", b.lit(true)),
      b.property("infinitelyOften", "someoneHasThree", b.quantifier("some", [who], [0], b.eq(mine, b.lit(3))), who),
    ],
    options,
  });
}

describe("generated code and the interpreter agree on", () => {
  it("arbitrary graphs", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (g) => void (await agree(modelOf(g)))),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 3])("a lasso of states with %i more words", async (wide) => {
    const outcome = await agree(counters(wide));
    if (outcome.kind !== "violated") expect.fail(outcome.kind);
    expect(outcome.trace.loop).not.toBeNull();
    expect(outcome.trace.fair).toHaveLength(4);
  });

  it("what several threads have found", async () => {
    expect(await agree(counters(1), {}, withWorkers(2))).toMatchObject({ kind: "violated" });
  });

  it("states inside of a constraint", async () => {
    const who = b.int(0, 2);
    const row = b.table(who, b.int(0, 3));
    const n = b.stateOf(b.record({ n: row }))("n");
    const small = b.binary(b.quantifier("sum", [who], [0], b.row(n, b.local(0, who))), "<", b.lit(3));
    const outcome = await agree(counters(0, { constraint: b.body(b.give(small), who) }));
    expect(outcome).toMatchObject({ kind: "violated", distinct: 10 });
  });

  it("steps that a constraint refuses: they count for what is possible, and are not taken", async () => {
    const n = b.stateOf(b.record({ n: b.table(b.int(0, 2), b.int(0, 3)) }), "next")("n");
    const one = b.local(0, b.int(0, 2));
    const small = b.binary(b.quantifier("sum", [b.int(0, 2)], [0], b.row(n, one)), "<", b.lit(3));
    const outcome = await agree(counters(0, { stepConstraint: b.body(b.give(small), b.int(0, 2)) }));
    expect(outcome).toMatchObject({ kind: "violated", distinct: 10 });
  });

  it("properties with parameters of all kinds", async () => {
    for (const path of ["accept/properties-of-each", "check/for-each-identity", "check/fairness-of-each"]) {
      const spec = openSpec(`test/cases/${path}/spec.race.ts`);
      for (const { name } of spec.models) await agree(compiled(spec, name));
    }
  });

  it("textbook models, and refinements", async () => {
    for (const model of [lock("weak"), lock("strong"), peterson([])]) await agree(model);
    const jumps = [...ring(8).slice(0, 5), [6, 0], ...ring(8).slice(6)];
    const outcome = await agree(refining(places(8, [0], jumps), places(4, [0], ring(4)), half));
    expect(outcome).toMatchObject({ kind: "violated", trace: { loop: null } });
    await agree(refining(places(8, [0], ring(8)), places(4, [0], ring(4)), half));
  });
});

describe("too little memory for the graph", () => {
  it("is no verdict, where there was enough for the search", async () => {
    const model = counters(0);
    let held = 0;
    await generatedly(model, {}, { held: (bytes) => void (held = bytes) });
    const outcome = await generatedly(model, {}, { maxMemory: held + 256 });
    expect(outcome).toMatchObject({ kind: "bounded", limit: "memory", distinct: 63, frontier: 0 });
  });
});
