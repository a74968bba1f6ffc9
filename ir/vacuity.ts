/**
 * What of a model proved to be idle: never taken, never reached, never false, true in any case. All of it is proved, none guessed.
 * In: spans, JSON of values. Out: `Vacuity`, `Idle` and its parts: plain data, indices into the lowered model.
 * Not here: how it is found (`checker/vacuity/`), the words (`report/`).
 */
import type { Span } from "./span.ts";
import type { Json } from "./value.ts";

export interface Vacuity {
  /** In order of their places in the spec. */
  readonly idle: readonly Idle[];
  /** What was looked for and is neither proved nor disproved: there was more to go through than is worth it. */
  readonly undecided: readonly Undecided[];
}

export type Idle =
  /** An action, or a step of a process whose label is reached, that is possible in no reachable state. Index into `SpecModel.actions`. */
  | { readonly kind: "neverTaken"; readonly action: number; readonly at: Span; readonly miss: NearMiss | null }
  /** A resting point at which no instance of the process ever is. `at`: its label. */
  | { readonly kind: "neverReached"; readonly process: string; readonly label: string; readonly at: Span }
  | {
      readonly kind: "premise";
      readonly property: number;
      /** What is always the same. */
      readonly at: Span;
      /** "false", "true": so in every reachable state, whatever the bindings. "empty": a collection whose members are all asked something. */
      readonly always: "false" | "true" | "empty";
      /** What is therefore never looked at; null where that is the rest of the function, or the goal of a `leadsTo`. */
      readonly idle: Span | null;
    }
  /** A condition of a `when` that is true whenever it is asked. `whole`: of the `when`, the same span where it is all of it. */
  | { readonly kind: "neverBlocks"; readonly at: Span; readonly whole: Span }
  /** A property that is true of every state of these types, reachable or not (of every pair of them, where it looks at steps). */
  | { readonly kind: "holdsAnyway"; readonly property: number; readonly at: Span };

/** The reachable state in which most conditions of an action hold; of those the nearest. */
export interface NearMiss {
  /** Steps from an initial state. */
  readonly steps: number;
  readonly args: readonly Json[];
  /** How many conditions hold there. */
  readonly holding: number;
  /** The condition that does not hold; null where all do and it fails for want of something to pick. */
  readonly lacks: Span | null;
  /** Others of the conditions that do not hold there either. */
  readonly others: number;
  /** False where the action stops at the condition that is lacking, and nobody knows of those behind it. */
  readonly isAll: boolean;
  /** Parts of the state that the condition reads, as written, and what they are there. */
  readonly values: readonly { readonly at: Span; readonly value: Json }[];
}

export interface Undecided {
  readonly kind: Idle["kind"];
  readonly at: Span;
  /** Of the action, label or property. */
  readonly name: string;
}
