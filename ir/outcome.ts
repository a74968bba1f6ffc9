/**
 * What checking a model comes to.
 * In: values. Out: `Outcome`, `Trace`, `Failure`: indices and plain values, no names.
 * Not here: names and prose (`report/`).
 */
import type { Span } from "./span.ts";
import type { Vacuity } from "./vacuity.ts";
import type { Value } from "./value.ts";

/** The whole state as a record value, hidden fields included. */
export type StateValue = { readonly [field: string]: Value };

export interface TraceStep {
  /** Index into the lowered model's actions. */
  readonly action: number;
  readonly args: readonly Value[];
  /** Null for a step that failed before it had a result; after a range error at its end the result, outside its domain. */
  readonly state: StateValue | null;
}

export interface Trace {
  /** Without fields where the initial step failed before it had a result. */
  readonly initial: StateValue;
  readonly steps: readonly TraceStep[];
  /** Index of the state (0 is the initial one) to which a lasso returns. */
  readonly loop: number | null;
  /** Of a lasso: why each condition of fairness allows it, in their order; of conditions for each combination all combinations. */
  readonly fair?: readonly FairBecause[];
}

/** How the loop of a lasso keeps a condition of fairness. */
export interface FairBecause {
  /** Index into `SpecModel.fairness`. */
  readonly fairness: number;
  /** Which combination of the parameters; empty for a condition on all of them at once. */
  readonly args: readonly Value[];
  /**
   * "taken": step `at` of the trace (0 the first) is a step of it. "blocked": in state `at` (0 the initial one) it cannot be
   * taken, which is enough for weak fairness. "never": it can be taken in no state of the loop; `at` is null.
   */
  readonly how: "taken" | "blocked" | "never";
  readonly at: number | null;
}

/** Values of the other spec's state where a step, or (`before` null) an initial state, is none of it. */
export interface Mapped {
  readonly before: Value | null;
  readonly after: Value;
  /** Why `after` is no state of the other spec at all: "State.n: 3 is outside Int<0, 2>". Null where it is one. */
  readonly stray: string | null;
}

/** What went wrong in a step or a state. The order of `kind`s here is the order in which equally near failures are reported. */
export type Failure =
  /** Index into `SpecModel.assertions`. */
  | { readonly kind: "assertion"; readonly assertion: number }
  /** A value outside its domain in a step's result, an index outside, a sequence past its bound, an inexact number, a loop without end. */
  | { readonly kind: "range"; readonly path: string; readonly message: string; readonly at: Span | null }
  /** Index into `SpecModel.properties`. */
  | {
      readonly kind: "property";
      readonly property: number;
      /** Of a property with parameters: the values for which it is false. */
      readonly args?: readonly Value[];
      /** Of `refines`: what the trace's last step comes to in the other spec. */
      readonly mapped?: Mapped;
    }
  | { readonly kind: "deadlock" };

export type Limit = "states" | "seconds" | "memory" | "interrupted";

/** Counts as TLC counts them: of the last complete level, or of the level in which the run failed. */
export interface Coverage {
  readonly distinct: number;
  readonly generated: number;
  /** Levels, the initial states being level 1. */
  readonly depth: number;
  /** Frontier states left unexpanded when the run stopped; 0 where it finished. */
  readonly frontier: number;
  /** One trace per satisfied `reachable`, by index into `SpecModel.properties`. */
  readonly witnesses: readonly { readonly property: number; readonly trace: Trace }[];
  /** Sets by which states were reduced, indices into `SpecModel.idSets`. */
  readonly symmetry: readonly number[];
  /** What proved to be idle; null or absent where nobody looked: of a run that failed or was incomplete nothing is proved. */
  readonly vacuity?: Vacuity | null;
}

export type Outcome = Coverage &
  (
    | { readonly kind: "exhausted" }
    | { readonly kind: "bounded"; readonly limit: Limit }
    /** `failure` is an assertion, a range or a property. */
    | { readonly kind: "violated"; readonly failure: Failure; readonly trace: Trace }
    | { readonly kind: "deadlocked"; readonly trace: Trace }
    /** Index into `SpecModel.properties` of a `reachable` that no state satisfies. */
    | { readonly kind: "unreachable"; readonly property: number }
  );

/** Given to a listener while a run goes on. Times are the listener's business. */
export interface Progress {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** States of the current level not yet expanded. */
  readonly frontier: number;
}
