/**
 * The interpreter over plain values: initial states and successors of one state, for the reference checker and for tests.
 * In: a lowered model. Out: `Stepping`.
 * Not here: fast paths and keys (`interpret-engine.ts`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Failure, StateValue } from "../ir/outcome.ts";
import type { Value } from "../ir/value.ts";
import { type CellRecord, toCell, toValue } from "./interpret/cell.ts";
import { createInterpreter, type Judgement, type Steps } from "./interpret/interpreter.ts";

/** A step that is not blocked. */
export interface Successor {
  /** Index into the model's actions; -1 for an initial step. */
  readonly action: number;
  readonly args: readonly Value[];
  /** Null for a step that failed before it had a result; outside its domain where `failure` is a range error. */
  readonly state: StateValue | null;
  readonly failure: Failure | null;
}

export interface Stepping {
  /** Made one by one: there can be very many. To be gone through before anything else is asked. */
  initial(): Iterable<Successor>;
  /** In the order of actions, arguments and choices; one for every choice. */
  successors(state: StateValue): readonly Successor[];
  /** A property of a state, of a step where `next` is given. */
  holds(property: number, state: StateValue, next?: StateValue): Judgement;
  /** True where there is no constraint. */
  isInside(state: StateValue): Judgement;
  /** True where there is no step constraint. */
  isAllowed(state: StateValue, next: StateValue): Judgement;
  /** Equal texts where the model's view takes the states for one; null where there is none. */
  view(state: StateValue): string | Failure | null;
  /** Whether a state without steps counts as termination. */
  isTerminated(state: StateValue): Judgement;
}

export function createStepping(model: SpecModel): Stepping {
  const interpreter = createInterpreter(model);
  const cellOf = (state: StateValue): CellRecord => toCell(model.state, state) as CellRecord;

  function* collect(steps: Steps): Generator<Successor> {
    for (const step of steps) {
      if (step === null) continue;
      const { action, instance } = step;
      const state = step.failure === null ? (toValue(model.state, interpreter.state()) as StateValue) : null;
      const failure = step.failure ?? interpreter.stray();
      yield { action, args: interpreter.args(action, instance), state, failure };
    }
  }

  return {
    initial: () => collect(interpreter.initial()),
    successors(state) {
      interpreter.load(cellOf(state));
      return [...collect(interpreter.steps())];
    },
    holds(property, state, next) {
      interpreter.load(cellOf(next ?? state));
      return next === undefined ? interpreter.holds(property) : interpreter.holds(property, cellOf(state));
    },
    isInside(state) {
      interpreter.load(cellOf(state));
      return interpreter.constraint();
    },
    isAllowed(state, next) {
      interpreter.load(cellOf(next));
      return interpreter.stepConstraint(cellOf(state));
    },
    view(state) {
      interpreter.load(cellOf(state));
      return interpreter.view();
    },
    isTerminated(state) {
      interpreter.load(cellOf(state));
      return interpreter.terminated();
    },
  };
}
