// In: fast-check. Out: arbitrary small graphs with fairness and predicates: as models, and as plain sets of pairs for who decides
// them without any of our code.
// Not here: what is compared (verdicts.test.ts, engines.test.ts).
import fc from "fast-check";
import type { Expr } from "../../ir/expr.ts";
import type { Fairness, SpecModel, TemporalKind } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";

type Kind = Exclude<TemporalKind, "refines">;

/** Everything as bits: bit t of `actions[a][s]` is a step of a from s to t, bit s of `p` is p in s. */
export interface RandomGraph {
  readonly states: number;
  readonly initial: number;
  readonly actions: readonly (readonly number[])[];
  readonly fairness: readonly { readonly strong: boolean; readonly of: number }[];
  /** Those outside are looked at and left alone. */
  readonly inside: number;
  readonly p: number;
  readonly q: number;
  readonly kind: Kind;
}

export const kinds: readonly Kind[] = ["eventually", "infinitelyOften", "eventuallyAlways", "leadsTo"];
export const has = (bits: number, i: number): boolean => ((bits >>> i) & 1) === 1;
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Few steps a state, so that not everything is connected. */
export const graphs: fc.Arbitrary<RandomGraph> = fc.integer({ min: 1, max: 6 }).chain((states) => {
  const all = 2 ** states - 1;
  const some = fc.integer({ min: 0, max: all });
  const few = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: states - 1 }).map((i) => 1 << i) },
    { weight: 1, arbitrary: some },
  );
  return fc.record({
    states: fc.constant(states),
    initial: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: all })),
    actions: fc.array(fc.array(few, { minLength: states, maxLength: states }), { minLength: 1, maxLength: 3 }),
    fairness: fc.array(fc.record({ strong: fc.boolean(), of: fc.integer({ min: 1, max: 7 }) }), { maxLength: 3 }),
    inside: fc.oneof({ weight: 2, arbitrary: fc.constant(all) }, { weight: 1, arbitrary: some }),
    p: some,
    q: some,
    kind: fc.constantFrom(...kinds),
  });
});

/** Fairness of actions that there are. */
export const partsOf = (g: RandomGraph, of: number): number[] => upTo(g.actions.length).filter((a) => has(of, a));

export function modelOf(g: RandomGraph): SpecModel {
  const place = b.int(0, g.states - 1);
  const state = b.record({ at: place });
  const s = b.stateOf(state);
  const inside = (bits: number): Expr =>
    either(
      upTo(g.states)
        .filter((i) => has(bits, i))
        .map((i) => b.eq(s("at"), b.lit(i))),
    );
  const target = b.local(0, place);
  const actions = g.actions.map((steps, a) => {
    const pairs = pairsOf(g, steps).map(([from, to]) => b.and(b.eq(s("at"), b.lit(from)), b.eq(target, b.lit(to))));
    const code = b.block(b.let_(0, b.pick(place)), b.when(either(pairs)), b.put(s("at"), target));
    return { ...b.action(`a${a}`, [], code), body: b.body(code, place) };
  });
  const fairness = g.fairness.map(({ strong, of }): Fairness => {
    const parts = partsOf(g, of).map((index) => ({ kind: "action" as const, index }));
    return { kind: strong ? "strong" : "weak", at: b.at, each: false, of: parts };
  });
  const initial = upTo(g.states)
    .filter((i) => has(g.initial, i))
    .map((i) => b.lit(i));
  const goal = g.kind === "leadsTo" ? b.body(b.give(inside(g.q))) : null;
  return b.model({
    state,
    init: b.make(state, { at: b.pickOne(place, ...initial) }),
    actions,
    properties: [{ ...b.property(g.kind, "p", inside(g.p)), goal }],
    fairness,
    options: { constraint: g.inside === 2 ** g.states - 1 ? null : b.body(b.give(inside(g.inside))) },
  });
}

/** The same graph, of which the property is asked for each of several pairs of sets. */
export function manyTimes(g: RandomGraph, sets: readonly Pick<RandomGraph, "p" | "q">[]): SpecModel {
  const model = modelOf(g);
  const which = b.int(0, sets.length - 1);
  const at = b.stateOf(model.state)("at");
  const isIn = (of: "p" | "q"): Expr =>
    either(
      sets.flatMap((set, i) =>
        upTo(g.states)
          .filter((s) => has(set[of], s))
          .map((s) => b.and(b.eq(b.local(0, which), b.lit(i)), b.eq(at, b.lit(s)))),
      ),
    );
  const goal = g.kind === "leadsTo" ? b.body(b.give(isIn("q")), which) : null;
  return {
    ...model,
    properties: [{ ...b.property(g.kind, "p", isIn("p"), which), params: b.parameters(which), goal }],
  };
}

/** The same graph with its actions as the instances of one, each of which is fair by itself. */
export function oneActionOf(g: RandomGraph, kind: Fairness["kind"]): SpecModel {
  const model = modelOf(g);
  const place = b.int(0, g.states - 1);
  const s = b.stateOf(model.state);
  const which = b.int(0, g.actions.length - 1);
  const target = b.local(1, place);
  const tests = g.actions.flatMap((steps, a) =>
    pairsOf(g, steps).map(([from, to]) =>
      b.and(b.eq(b.local(0, which), b.lit(a)), b.eq(s("at"), b.lit(from)), b.eq(target, b.lit(to))),
    ),
  );
  const code = b.block(b.let_(1, b.pick(place)), b.when(either(tests)), b.put(s("at"), target));
  return {
    ...model,
    actions: [b.action("a", [which], code, place)],
    fairness: [{ kind, at: b.at, each: true, of: [{ kind: "action", index: 0 }] }],
  };
}

const pairsOf = (g: RandomGraph, steps: readonly number[]): (readonly [from: number, to: number])[] =>
  steps.flatMap((to, from) =>
    upTo(g.states)
      .filter((t) => has(to, t))
      .map((t) => [from, t] as const),
  );

const either = (tests: readonly Expr[]): Expr => tests.reduce((l, r) => b.logical(l, "||", r), b.lit(false));
