/**
 * What checking a model comes to.
 * In: values. Out: `Outcome`, `Trace`, `Failure`: indices and plain values, no names.
 * Not here: names and prose (`report/`).
 */
import type { Span } from "./span.ts";
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
}

/** What went wrong in a step or a state. The order of `kind`s here is the order in which equally near failures are reported. */
export type Failure =
  /** Index into `SpecModel.assertions`. */
  | { readonly kind: "assertion"; readonly assertion: number }
  /** A value outside its domain in a step's result, an index outside, a sequence past its bound, an inexact number, a loop without end. */
  | { readonly kind: "range"; readonly path: string; readonly message: string; readonly at: Span | null }
  /** Index into `SpecModel.properties`. */
  | { readonly kind: "property"; readonly property: number }
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
