// The interpreter, with the generated code held to every answer that it gives.
// In: a lowered SpecModel. Out: `createStepping`, a Stepping that fails the test where the two disagree.
// Not here: what is asked (test/checker), whole models state by state (compare.ts).
import { expect } from "vitest";
import { createStepping as createInterpreted, type Stepping, type Successor } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import { createGenerated, told, toldJudgement } from "./generated.ts";

/** One after the other: the generated ones share a memory. */
export function createStepping(model: SpecModel): Stepping {
  const interpreted = createInterpreted(model);
  const generated = createGenerated(model);
  const agreed = (ours: readonly Successor[], theirs: readonly Successor[]): readonly Successor[] => {
    expect(ours.map(told)).toEqual(theirs.map(told));
    return theirs;
  };
  return {
    initial: () => agreed([...generated.initial()], [...interpreted.initial()]),
    successors: (state) => agreed(generated.successors(state), interpreted.successors(state)),
    holds(property, state, next) {
      const theirs = interpreted.holds(property, state, next);
      expect(toldJudgement(generated.holds(property, state, next))).toEqual(toldJudgement(theirs));
      return theirs;
    },
    isInside(state) {
      const theirs = interpreted.isInside(state);
      expect(toldJudgement(generated.isInside(state))).toEqual(toldJudgement(theirs));
      return theirs;
    },
    isAllowed: interpreted.isAllowed,
    view: interpreted.view,
    isTerminated(state) {
      const theirs = interpreted.isTerminated(state);
      expect(toldJudgement(generated.isTerminated(state))).toEqual(toldJudgement(theirs));
      return theirs;
    },
  };
}
