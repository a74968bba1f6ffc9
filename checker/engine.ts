/**
 * What the search asks of an engine: levels, counts and findings while it runs, single edges for traces afterwards.
 * In: nothing. Out: `Engine`, `Edge`, `Sweep`, `Finding`, `States`, `Parts`.
 * Not here: the order of a search (`search.ts`), traces (`trace.ts`), the engines there are (`interpret-engine.ts`,
 * `wasm/wasm-engine.ts`).
 */
import type { Failure, Limit, StateValue } from "../ir/outcome.ts";
import type { Value } from "../ir/value.ts";
import type { IndexSet } from "./index-set.ts";
import type { CellRecord } from "./interpret/cell.ts";

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
  /** Edges of the same instance from the same state that come before it: those of other choices. */
  readonly turn: number;
  /** Null for a step that failed. */
  readonly to: Key | null;
  /** Of `to`'s orbit; `to` itself without symmetry. Null where `to` is not kept on this step's account: the model's step constraint refuses it, or its view has another state stand for `to`. */
  readonly representative: Key | null;
  /** Who takes it: a process and its self, or an action and its arguments. */
  readonly actor: number;
  /** The same actor under the name that it has in the representative. */
  readonly actorThere: number;
  /** It shows the failure that was watched for: in its step or in the state it leads to. */
  readonly isGuilty: boolean;
}

/** What an edge comes to, in plain values. */
export interface Taken {
  /** Null where the step has no result; where the result left its domain, that result. */
  readonly state: StateValue | null;
  /** The failure that was watched for, in its own words. */
  readonly failure: Failure | null;
}

/** What is looked for in the steps out of a level, and who is told. States are indices into the level they are in. */
export interface Sweep {
  /** Of the next level; null: none. */
  readonly wanted: IndexSet | null;
  /** A step leads to one of these. `actorThere`: its actor under the name that it has in the representative. */
  step(state: number, actor: number, to: number, actorThere: number): void;
  readonly watched: readonly Failure[];
  /** A step out of the state, or the state itself where that is deadlocked, shows `watched[which]`. */
  fails(which: number, state: number, actor: number): void;
}

/** Where a step leads that is not kept: outside of the constraint. */
export const OUTSIDE = -1;

/** What is asked of a state. */
export interface Question {
  readonly property: number;
  /** Its goal, not its body. */
  readonly goal: boolean;
  /** Which combination of the values of its parameters. */
  readonly instance: number;
}

/** A step out of a state that was found, and that changes something. `to`: a number among the states, or `OUTSIDE`. */
export type TellStep = (from: number, action: number, instance: number, to: number) => void;

/**
 * The states of a search that ended without a failure or symmetry, gone through once more: numbered as they are met first,
 * breadth first, the steps out of each in their fixed order. So the numbers are the same whatever the engine.
 */
export interface States {
  /** Found so far. */
  count(): number;
  /** Finds the initial states: they get the numbers from 0 on. Lets go now and then. */
  begin(): Iterable<unknown>;
  /** Tells the steps out of states from `from` on, in their order; how many states it took, `most` of them at most. */
  expand(from: number, most: number, tell: TellStep): number;
  key(state: number): Key;
  /** A fresh copy. */
  cells(state: number): CellRecord;
  /**
   * What a question comes to in states from `from` on, of `most` at most: a byte each, 0 false, 1 true, more where it fails. How
   * many states it took.
   */
  test(question: Question, from: number, most: number, out: Uint8Array): number;
  /** Whether so many bytes more may be taken. */
  hasRoom(bytes: number): boolean;
}

/** Combinations of what some fields of the states are, each once, numbered as they are met first. */
export interface Parts {
  /**
   * Looks at the states of a level from 1, to be given in ascending order; how many combinations there are now. With more than
   * `most` it stops.
   */
  add(level: number, most: number): number;
  /** A fresh state with the n-th combination; what its other fields are means nothing, and they may be missing. */
  cells(n: number): CellRecord;
}

/**
 * Levels are numbered from 1, the initial states. Level 0 is a single nothing whose edges lead to the initial states:
 * so they are found, counted and checked like any others, and an engine begins with level 0 as the current one.
 */
export interface Engine {
  /** Indices into `SpecModel.idSets`: by which states are reduced. */
  readonly symmetry: readonly number[];

  /** Takes about so many more steps out of the current level; says how far it has come. */
  expand(steps: number): Expansion | Promise<Expansion>;
  /** The next level becomes the current one, which has been expanded; returns its size. */
  advance(): number;
  /** Until nobody expands any more: a level may be left in its middle. */
  rest(): Promise<void>;
  counts(): Counts;
  findings(): readonly Finding[];

  // For traces, when no more is expanded; one walk over edges at a time.

  /** States in a level from 1: representatives, in an order that stays. */
  size(level: number): number;
  /** Goes through the steps out of a level, state by state in ascending order; lets go between states now and then. */
  sweep(level: number, sweep: Sweep): Iterable<unknown>;
  /** Indices into the level; -1 for what is not there. */
  places(level: number, representatives: readonly Key[]): readonly number[];
  /** Steps from a state (null: to the initial ones) in the fixed order of actions, arguments and choices. */
  edges(from: Key | null, watch: Failure | null): Iterable<Edge>;
  take(from: Key | null, edge: Edge, watch: Failure | null): Taken;
  args(action: number, instance: number): readonly Value[];
  /** All states, for what is decided on their graph. To be asked when the search has ended, of an engine without symmetry. */
  states(): States;
  /** What these fields of the kept states are, representatives only. To be asked when the search has ended. */
  parts(fields: ReadonlySet<string>): Parts;
  /** Some states of a level from 1, `most` at the most, spread over it: the same whatever the order in which they were found. */
  someOf(level: number, most: number): readonly CellRecord[];
  /** Gives back memory, threads, files. Nothing may be asked afterwards. */
  close(): Promise<void>;
}

/** `left`: states of the level that are still to be expanded. A limit: no more can be done for want of it. */
export interface Expansion {
  readonly left: number;
  readonly limit: Limit | null;
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
