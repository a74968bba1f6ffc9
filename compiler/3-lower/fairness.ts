/**
 * Fairness over lowered actions: of a process that of the disjunction of all its steps.
 * In: conditions as bound, the numbers of lowered actions. Out: conditions over actions only.
 * Not here: what they mean for a behaviour (`checker/liveness/`).
 */
import type { Fairness } from "../../ir/model.ts";
import type { Numbers } from "./numbers.ts";

/** Without those of processes that never take a step: they ask for nothing. */
export const loweredFairness = (fairness: readonly Fairness[], numbers: Numbers): readonly Fairness[] =>
  fairness.flatMap((f): Fairness[] => {
    const actions = f.of.flatMap(({ kind, index }) =>
      kind === "action" ? [numbers.action(index)] : numbers.process(index),
    );
    const of = [...new Set(actions)].toSorted((a, b) => a - b).map((index) => ({ kind: "action", index }) as const);
    return of.length === 0 ? [] : [{ ...f, of }];
  });
