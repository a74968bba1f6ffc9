// Step constraints and views: what is counted, what is checked, which state stands for those that a view takes for one, and that a
// trace is a behaviour all the same. As TLC has ACTION_CONSTRAINT and VIEW.
// Not here: constraints on states (search.test.ts), arbitrary models (laws.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { checkByReference } from "../../checker/reference.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import * as b from "./builder.ts";

const state = b.record({ n: b.int(0, 3), m: b.int(0, 1) });
const s = b.stateOf(state);
const next = b.stateOf(state, "next");
const [n, m] = [s("n"), s("m")];
const up = b.action("up", [], b.block(b.when(b.binary(n, "<", b.lit(3))), b.run(b.update(n, "++"))));
const flip = b.action("flip", [], b.put(m, b.binary(b.lit(1), "-", m)));
const body = (e: Parameters<typeof b.give>[0]) => b.body(b.give(e));

const modelOf = (options: NonNullable<b.Parts["options"]>, parts: Partial<b.Parts> = {}): SpecModel =>
  b.model({
    state,
    init: b.make(state, { n: b.lit(0), m: b.lit(0) }),
    actions: [up, flip],
    options,
    ...parts,
  });

/** The search's outcome, which the reference has to come to as well. */
async function outcomeOf(model: SpecModel): Promise<Outcome> {
  const outcome = await check(model);
  const { kind, distinct, generated, depth } = checkByReference(model);
  expect(outcome).toMatchObject({ kind, distinct, generated, depth });
  return outcome;
}

describe("a step constraint", () => {
  const risesAlone = body(b.logical(b.eq(m, b.lit(0)), "||", b.eq(next("n"), n)));

  it("keeps no state on account of a step that it refuses, and generates it all the same", async () => {
    // Without it: 8 states. From (n, 1) no n is reached by rising; but flip leads there from (n, 0).
    expect(await outcomeOf(modelOf({}))).toMatchObject({ distinct: 8, generated: 1 + 6 + 8, depth: 5 });
    expect(await outcomeOf(modelOf({ stepConstraint: risesAlone }))).toMatchObject({
      kind: "exhausted",
      distinct: 8,
      generated: 1 + 6 + 8,
      depth: 5,
    });
    const never = body(b.eq(next("m"), b.lit(0)));
    // (0..3, 0) are kept; each generates a rise, but for the last, and a flip.
    expect(await outcomeOf(modelOf({ stepConstraint: never }))).toMatchObject({
      distinct: 4,
      generated: 1 + 3 + 4,
      depth: 4,
    });
  });

  it("does not keep what it refuses from being checked", async () => {
    const stays = b.property("invariant", "stays", b.eq(m, b.lit(0)));
    const outcome = await outcomeOf(
      modelOf({ stepConstraint: body(b.eq(next("m"), b.lit(0))) }, { properties: [stays] }),
    );
    expect(outcome).toMatchObject({ kind: "violated", trace: { steps: [{ action: 1, state: { n: 0, m: 1 } }] } });
  });

  it("is not asked of initial states", async () => {
    const init = b.make(state, { n: b.lit(0), m: b.pick(b.int(0, 1)) });
    expect(await outcomeOf(modelOf({ stepConstraint: body(b.lit(false)) }, { init }))).toMatchObject({
      distinct: 2,
      generated: 2 + 4,
      depth: 1,
    });
  });

  it("fails the run where it cannot be evaluated, whether the state was known or not", async () => {
    // 1 / n of the state before: fails on the first step, whose flip leads to nothing new later.
    const stepConstraint = body(b.eq(b.binary(b.lit(1), "/", b.binary(m, "-", b.lit(1))), b.lit(-1)));
    const outcome = await outcomeOf(modelOf({ stepConstraint }));
    expect(outcome).toMatchObject({ kind: "violated", failure: { kind: "range" } });
    expect(outcome.kind === "violated" && outcome.trace.steps.length).toBe(2);
  });

  it("keeps traces to steps that it allows", async () => {
    // m becomes 1 where n is 2 and nowhere else; `end` needs both n = 3 and m = 1. Three rises and then a flip would be as short.
    const world = b.record({ n: b.int(0, 3), m: b.int(0, 2) });
    const at = b.stateOf(world);
    const later = b.stateOf(world, "next");
    const set = (name: string, value: number) => b.put(at(name), b.lit(value));
    const is = (name: string, value: number) => b.eq(at(name), b.lit(value));
    const model = b.model({
      state: world,
      init: b.make(world, { n: b.lit(0), m: b.lit(0) }),
      actions: [
        b.action("rise", [], b.block(b.when(b.binary(at("n"), "<", b.lit(3))), b.run(b.update(at("n"), "++")))),
        b.action("flip", [], b.block(b.when(is("m", 0)), set("m", 1))),
        b.action("end", [], b.block(b.when(b.and(is("n", 3), is("m", 1))), set("m", 2))),
      ],
      properties: [b.property("reachable", "ended", is("m", 2))],
      options: {
        stepConstraint: body(
          b.logical(b.eq(later("m"), at("m")), "||", b.logical(is("n", 2), "||", b.eq(later("m"), b.lit(2)))),
        ),
      },
    });
    const outcome = await outcomeOf(model);
    expect(outcome.witnesses[0]?.trace.steps.map(({ action }) => action)).toEqual([0, 0, 1, 0, 2]);
  });
});

describe("a view", () => {
  const view = body(n);

  it("counts as TLC does", async () => {
    // VIEW n. (0,0) is kept. It generates (1,0), kept, and (0,1), of which the view is known: 2 generated. So do (1,0) and (2,0);
    // (3,0) generates (3,1) alone. Distinct 4, generated 1 + 2 + 2 + 2 + 1, depth 4.
    expect(await outcomeOf(modelOf({ view }))).toMatchObject({
      kind: "exhausted",
      distinct: 4,
      generated: 8,
      depth: 4,
    });
  });

  it("keeps the first state in breadth-first order, choices and actions as they are written", async () => {
    const rises = b.action(
      "rises",
      [],
      b.block(b.when(b.eq(m, b.lit(1))), b.when(b.binary(n, "<", b.lit(3))), b.run(b.update(n, "++"))),
    );
    const from = (...ms: number[]) => b.make(state, { n: b.lit(0), m: b.pickOne(b.int(0, 1), ...ms.map(b.lit)) });
    const actions = [rises, flip];
    expect(await outcomeOf(modelOf({ view }, { init: from(1, 0), actions }))).toMatchObject({
      distinct: 4,
      generated: 2 + 2 + 2 + 2 + 1,
    });
    // From (0,0) nothing leads to another n, and (0,1), to which flip leads, is not kept.
    expect(await outcomeOf(modelOf({ view }, { init: from(0, 1), actions }))).toMatchObject({
      distinct: 1,
      generated: 3,
      depth: 1,
    });
  });

  it("tells states apart by any value, sets and records by content", async () => {
    const of = b.set(b.record({ a: b.int(0, 3), b: b.int(0, 1) }));
    const world = b.record({ seen: of, n: b.int(0, 1) });
    const at = b.stateOf(world);
    const member = b.record({ a: b.int(0, 3), b: b.int(0, 1) });
    const add = b.action(
      "add",
      [b.int(0, 1)],
      b.run(b.setMethod(at("seen"), "add", of, b.make(member, { a: b.local(0, b.int(0, 1)), b: b.lit(0) }))),
    );
    const turn = b.action("turn", [], b.put(at("n"), b.binary(b.lit(1), "-", at("n"))));
    const model = b.model({
      state: world,
      init: b.make(world, { seen: b.setFrom(of), n: b.lit(0) }),
      actions: [turn, add],
      options: { view: body(at("seen")) },
    });
    // The four sets of two members; each generates a turn and two additions.
    expect(await outcomeOf(model)).toMatchObject({ distinct: 4, generated: 1 + 4 * 3, depth: 3 });
  });

  it("gives a trace that is a behaviour of kept states", async () => {
    // With VIEW n the flips are lost: 3 is reached by rises alone.
    const low = b.property("invariant", "low", b.binary(n, "<", b.lit(3)));
    const outcome = await outcomeOf(modelOf({ view }, { actions: [flip, up], properties: [low] }));
    expect(outcome.kind === "violated" && outcome.trace.steps.map((step) => [step.state?.n, step.state?.m])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });

  it("leaves symmetry aside", async () => {
    const p = b.id(0, "P", 3);
    const world = b.record({ who: b.orNull(p) });
    const who = b.stateOf(world)("who");
    const model = (options: NonNullable<b.Parts["options"]>) =>
      b.model({
        state: world,
        ids: [{ name: "P", size: 3 }],
        init: b.make(world, { who: b.lit(null) }),
        actions: [b.action("take", [p], b.put(who, b.local(0, p)))],
        options,
      });
    expect(await check(model({}))).toMatchObject({ distinct: 2, symmetry: [0] });
    expect(await check(model({ view: body(who) }))).toMatchObject({ distinct: 4, symmetry: [] });
  });

  it("fails the run where it cannot be evaluated", async () => {
    const outcome = await outcomeOf(modelOf({ view: body(b.binary(b.lit(6), "/", b.binary(n, "-", b.lit(2)))) }));
    expect(outcome).toMatchObject({ kind: "violated", failure: { kind: "range" } });
    expect(outcome.kind === "violated" && outcome.trace.steps.length).toBe(2);
  });
});
