/**
 * What the search asks of an engine: levels, counts and findings while it runs, single edges for traces afterwards.
 * In: nothing. Out: `Engine`, `Edge`, `Finding`.
 * Not here: the order of a search (`search.ts`), traces (`trace.ts`), the engine there is (`interpret-engine.ts`).
 */
import type { Failure, StateValue } from "../ir/outcome.ts";
import type { Value } from "../ir/value.ts";

/** A state in the engine's own form: equal states are equal keys. */
export type Key = string;

/** The nearest failure of its class, or a satisfied `reachable`: then `failure` names that property. */
export interface Finding {
  readonly failure: Failure;
  /** Steps of a shortest trace to it, a failing step included. */
  readonly length: number;
}

/** Counts as TLC counts, of everything done so far. */
export interface Counts {
  readonly distinct: number;
  readonly generated: number;
  /** States of the next level found so far. */
  readonly found: number;
}

export interface Edge {
  /** Index into the model's actions; -1 for an edge to an initial state. */
  readonly action: number;
  /** Which combination of the action's arguments: `Engine.args` gives them. */
  readonly instance: number;
  /** Null for a step that failed. */
  readonly to: Key | null;
  /** Of `to`'s orbit; `to` itself without symmetry. */
  readonly representative: Key | null;
  /** Who takes it: a process and its self, or an action and its arguments. Equal actors are equal texts. */
  readonly actor: string;
  /** The same actor under the name that it has in the representative. */
  readonly actorThere: string;
  /** The failure that was watched for, where this edge shows it: in its step or in the state it leads to. */
  readonly guilty: Failure | null;
  /** The result that left its domain, where that is the failure. */
  readonly broken: StateValue | null;
}

/**
 * Levels are numbered from 1, the initial states. Level 0 is a single nothing whose edges lead to the initial states:
 * so they are found, counted and checked like any others, and an engine begins with level 0 as the current one.
 */
export interface Engine {
  /** Indices into `SpecModel.idSets`: by which states are reduced. */
  readonly symmetry: readonly number[];

  /** Takes at most so many more steps out of the current level; returns how many of its states are left. */
  expand(steps: number): number;
  /** The next level becomes the current one, which has been expanded; returns its size. */
  advance(): number;
  counts(): Counts;
  findings(): readonly Finding[];

  // For traces, when no more is expanded. Slow is fine; one walk over edges at a time.

  /** Representatives of a level from 1. */
  level(n: number): Iterable<Key>;
  /** Steps from a state (null: to the initial ones) in the fixed order of actions, arguments and choices. */
  edges(from: Key | null, watch: Failure | null): Iterable<Edge>;
  isDeadlocked(state: Key): boolean;
  args(action: number, instance: number): readonly Value[];
  value(state: Key): StateValue;
}

/** Failures that are one class are looked for together: a trace ends in the first of them. */
export function sameClass(a: Failure, b: Failure): boolean {
  return a.kind === "property" ? b.kind === "property" && a.property === b.property : a.kind === b.kind;
}

/** Nearest first; equally near: assertions, range errors, properties as declared, deadlock. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.length - b.length || rank(a.failure) - rank(b.failure);
}

function rank(f: Failure): number {
  switch (f.kind) {
    case "assertion":
      return -2;
    case "range":
      return -1;
    case "property":
      return f.property;
    case "deadlock":
      return Number.POSITIVE_INFINITY;
  }
}
