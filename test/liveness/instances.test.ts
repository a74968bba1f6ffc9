// Properties with parameters: each combination of their values is decided by itself, and the first that fails is told; of those that
// differ in the names of identities alone one is enough. Guards against the quantifier on the wrong side of the operator, a mix-up of
// parameters, and symmetry where there is none.
// Not here: how it is told (report.test.ts), specs (cases/check/for-each-identity).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { createInterpreter } from "../../checker/interpret/interpreter.ts";
import { instancesToDecide } from "../../checker/liveness/instances.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { isId } from "../../ir/value.ts";
import * as b from "../checker/builder.ts";
import { agree } from "../engine/engines.ts";
import { faultOf, isBroken } from "./by-subsets.ts";
import { graphs, kinds, manyTimes, upTo } from "./random-graphs.ts";

it("each value is decided by itself, and the first that fails is told", async () => {
  const told = [0, 0, 0];
  let kept = 0;
  const sets = fc.array(fc.record({ p: fc.nat(63), q: fc.nat(63) }), { minLength: 2, maxLength: 3 });
  const law = async (g: Parameters<typeof isBroken>[0], of: readonly { p: number; q: number }[]): Promise<void> => {
    const outcome = await agree(manyTimes(g, of));
    const first = of.findIndex((set) => isBroken({ ...g, ...set }));
    if (first < 0) {
      kept++;
      expect(outcome.kind).toBe("exhausted");
      return;
    }
    if (outcome.kind !== "violated") expect.fail(`${outcome.kind} instead of violated`);
    expect(outcome.failure).toEqual({ kind: "property", property: 0, args: [first] });
    expect(faultOf({ ...g, ...of[first] }, outcome.trace)).toBeNull();
    told[first] = (told[first] ?? 0) + 1;
  };
  await fc.assert(fc.asyncProperty(graphs, sets, law), { numRuns: 150 });
  expect(Math.min(kept, told[0] ?? 0, told[1] ?? 0)).toBeGreaterThan(5);
});

const CLIENTS = 3;
const ids = b.id(0, "Client", CLIENTS);
const numbers = b.int(0, CLIENTS - 1);
const place = b.int(0, 2);
const flag = b.int(0, 1);

/** Clients that are all alike: each goes from place to place by the same steps, one of them may hold a token. */
const worlds = fc.record({
  kind: fc.constantFrom(...kinds),
  steps: fc.array(
    fc.record({ from: fc.nat(2), to: fc.nat(2), token: fc.constantFrom("take", "give", "have", "any") }),
    {
      minLength: 2,
      maxLength: 4,
    },
  ),
  fair: fc.array(fc.record({ strong: fc.boolean(), each: fc.boolean(), of: fc.nat(3) }), { maxLength: 3 }),
  /** What is asked of a, of b, of the flag. */
  asked: fc.array(fc.record({ a: fc.nat(2), b: fc.nat(2), token: fc.boolean(), flag: fc.nat(1) }), {
    minLength: 2,
    maxLength: 2,
  }),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

/** `fixed`: the property is asked for these values alone. */
function modelOf(w: World, client: Domain, fixed: readonly number[] | null = null): SpecModel {
  const at = b.table(client, place);
  const state = b.record({ at, token: b.orNull(client) });
  const s = b.stateOf(state);
  const self = b.local(0, client);
  const mine = b.row(s("at"), self);
  const held = b.eq(s("token"), self);
  const actions = w.steps.map(({ from, to, token }, i) => {
    const guard = token === "take" ? b.eq(s("token"), b.lit(null)) : token === "any" ? b.lit(true) : held;
    const change =
      token === "take" ? [b.put(s("token"), self)] : token === "give" ? [b.put(s("token"), b.lit(null))] : [];
    const code = b.block(b.when(b.and(b.eq(mine, b.lit(from)), guard)), b.put(mine, b.lit(to)), ...change);
    return b.action(`a${i}`, [client], code);
  });
  const domains = fixed === null ? [client, client, flag] : [];
  const [one, other, bit] = fixed?.map(b.lit) ?? domains.map((d, slot) => b.local(slot, d));
  const ask = (which: number): Expr => {
    if (one === undefined || other === undefined || bit === undefined) return expect.fail("three values");
    const { a, b: second, token, flag } = w.asked[which] ?? expect.fail("no question");
    const places = b.and(b.eq(b.row(s("at"), one), b.lit(a)), b.eq(b.row(s("at"), other), b.lit(second)));
    const asked = token ? b.and(places, b.eq(s("token"), other)) : places;
    return b.logical(asked, "||", b.and(b.eq(bit, b.lit(flag)), b.not(b.eq(one, other))));
  };
  return b.model({
    state,
    init: b.make(state, { at: b.fill(at, b.lit(0)), token: b.lit(null) }),
    actions,
    ids: client.kind === "id" ? [{ name: "Client", size: CLIENTS }] : [],
    properties: [
      {
        ...b.property(w.kind, "p", ask(0), ...domains),
        params: b.parameters(...domains),
        goal: w.kind === "leadsTo" ? b.body(b.give(ask(1)), ...domains) : null,
      },
    ],
    fairness: w.fair.map(({ strong, each, of }) => ({
      ...{ kind: strong ? "strong" : "weak", at: b.at, each },
      of: [{ kind: "action", index: of % actions.length }],
    })),
  });
}

/** The values of an instance, the last fastest. */
const valuesOf = (i: number): readonly number[] => [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2];

describe("of instances that differ in the names of identities alone", () => {
  it("the first one says it for all", async () => {
    const verdicts = new Map<string, number>();
    let someFail = 0;
    const law = async (w: World): Promise<void> => {
      const model = modelOf(w, ids);
      const outcome = await agree(model);
      expect(outcome).toEqual(await agree(model, { symmetry: false }));
      // Numbers are never taken for one another.
      const numbered = await check(modelOf(w, numbers));
      expect(numbered.kind).toBe(outcome.kind);
      const fails = await Promise.all(
        upTo(18).map(async (i) => (await check(modelOf(w, numbers, valuesOf(i)))).kind === "violated"),
      );
      for (const i of upTo(18)) {
        const [first, second, flag = 0] = valuesOf(i);
        expect(fails[i], `instance ${i}`).toBe(fails[(first === second ? 0 : 2) + flag]);
      }
      verdicts.set(outcome.kind, (verdicts.get(outcome.kind) ?? 0) + 1);
      if (fails.includes(true) && fails.includes(false)) someFail++;
      const first = fails.indexOf(true);
      expect(outcome.kind).toBe(first < 0 ? "exhausted" : "violated");
      if (outcome.kind !== "violated") return;
      if (outcome.failure.kind !== "property") expect.fail(outcome.failure.kind);
      expect(outcome.failure.args?.map((v) => (isId(v) ? v.index : v))).toEqual(valuesOf(first));
    };
    await fc.assert(fc.asyncProperty(worlds, law), { numRuns: 40 });
    expect(Math.min(someFail, verdicts.get("violated") ?? 0, verdicts.get("exhausted") ?? 0)).toBeGreaterThan(1);
  });

  it("are decided: those in which identities appear in their order", () => {
    const question = { a: 0, b: 0, token: false, flag: 0 };
    const model = modelOf({ kind: "eventually", steps: [], fair: [], asked: [question, question] }, ids);
    const decided = (of: SpecModel, all: boolean): number[] => {
      const { argsOf } = createInterpreter(of);
      return [...instancesToDecide(of, 0, (i) => argsOf(0, i), all)];
    };
    // (0, 0) and (0, 1), with either value of the flag.
    expect(decided(model, false)).toEqual([0, 1, 2, 3]);
    expect(decided(model, true)).toEqual(upTo(18));
    expect(decided({ ...model, options: { ...model.options, symmetry: "off" } }, false)).toEqual(upTo(18));
    const ordered = [{ at: b.at, reason: "first takes the least Client" }];
    expect(decided({ ...model, idSets: model.idSets.map((set) => ({ ...set, ordered })) }, false)).toEqual(upTo(18));
  });
});
