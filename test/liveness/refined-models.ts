// Models that walk over numbered places, and what says that one of them refines another.
// In: steps as lists of targets. Out: SpecModels.
// Not here: what holds of them (refinement.test.ts).
import type { Expr } from "../../ir/expr.ts";
import type { Property, SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";

/** `at` goes from i to the members of `steps[i]`. */
export function places(n: number, initial: readonly number[], steps: readonly (readonly number[])[]): SpecModel {
  const place = b.int(0, n - 1);
  const state = b.record({ at: place });
  const at = b.stateOf(state)("at");
  const to = b.local(0, place);
  const pairs = steps.flatMap((ts, from) => ts.map((t) => b.and(b.eq(at, b.lit(from)), b.eq(to, b.lit(t)))));
  const test = pairs.reduce((l, r) => b.logical(l, "||", r), b.lit(false) as Expr);
  return b.model({
    state,
    init: b.make(state, { at: b.pickOne(place, ...initial.map((i) => b.lit(i))) }),
    actions: [b.action("go", [place], b.block(b.when(test), b.put(at, to)))],
  });
}

export function refining(below: SpecModel, above: SpecModel, map: (at: Expr) => Expr): SpecModel {
  const at = b.stateOf(below.state)("at");
  const property: Property = {
    ...b.property("refines", "refines", b.make(above.state, { at: map(at) })),
    refined: above,
  };
  return { ...below, properties: [property] };
}

export const half = (at: Expr): Expr => b.math("floorDiv", at, b.lit(2));
export const ring = (n: number): number[][] => Array.from({ length: n }, (_, i) => [(i + 1) % n]);
