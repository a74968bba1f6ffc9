// In: a model and what a search found in it. Out: every shortest trace to that failure, in the fixed order of steps, by
// going through all of them: what the search's own choice among them is held against.
// Not here: verdicts (checker/reference.ts).
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, StateValue, TraceStep } from "../../ir/outcome.ts";
import type { Value } from "../../ir/value.ts";

export interface ShortTrace {
  readonly initial: StateValue;
  readonly steps: readonly TraceStep[];
}

const text = (v: Value): string => JSON.stringify(v, (_, x) => (x === undefined ? { isUndefined: true } : x));

/** Null where there are more than `most`. */
export function everyShortestTrace(
  model: SpecModel,
  failure: Failure,
  length: number,
  most: number,
): readonly ShortTrace[] | null {
  const stepping = createStepping(model);
  const found: ShortTrace[] = [];
  let visits = 0;
  const isGuilty = (before: StateValue | null, step: TraceStep, own: Failure | null): boolean => {
    if (own !== null || step.state === null) return own?.kind === failure.kind;
    if (failure.kind !== "property") return false;
    const kind = model.properties[failure.property]?.kind;
    const holds =
      kind === "stepInvariant" && before !== null
        ? stepping.holds(failure.property, before, step.state)
        : stepping.holds(failure.property, step.state);
    return holds === (kind === "reachable");
  };
  const isStuck = (state: StateValue): boolean =>
    failure.kind === "deadlock" && stepping.successors(state).length === 0 && stepping.isTerminated(state) !== true;
  const isKept = (from: StateValue, to: StateValue): boolean =>
    stepping.isInside(to) === true && stepping.isAllowed(from, to) === true;
  const go = (initial: StateValue, state: StateValue, steps: readonly TraceStep[]): void => {
    if (++visits > most) return;
    if (failure.kind === "deadlock" && steps.length === length) {
      if (isStuck(state)) found.push({ initial, steps });
      return;
    }
    for (const { action, args, state: to, failure: own } of stepping.successors(state)) {
      const step: TraceStep = { action, args, state: to };
      const isLast = steps.length + 1 === length && failure.kind !== "deadlock";
      if (isLast ? isGuilty(state, step, own) : false) found.push({ initial, steps: [...steps, step] });
      else if (!isLast && own === null && to !== null && isKept(state, to)) go(initial, to, [...steps, step]);
    }
  };
  const seen = new Set<string>();
  for (const { state } of [...stepping.initial()]) {
    if (state === null || seen.has(text(state)) || stepping.isInside(state) !== true) continue;
    seen.add(text(state));
    go(state, state, []);
  }
  return visits > most ? null : found;
}

/** A process and its self, or an action and its arguments. */
export function actorsOf(model: SpecModel, steps: readonly TraceStep[]): readonly string[] {
  return steps.map(({ action, args }) => {
    const origin = model.actions[action]?.origin;
    return text([origin?.kind === "process" ? origin.process : action, ...args]);
  });
}

export const switchesIn = (actors: readonly string[]): number =>
  actors.filter((a, i) => i > 0 && a !== actors[i - 1]).length;
