/**
 * What a running body can touch, and the two ways in which it stops early.
 * In: undo log, choices. Out: `Machine`, the signals "blocked" and "failed".
 * Not here: bodies (`statements.ts`, `expressions.ts`), what steps there are (`interpreter.ts`).
 */
import type { Failure } from "../../ir/outcome.ts";
import type { Span } from "../../ir/span.ts";
import type { Cell, CellRecord } from "./cell.ts";
import { type Choices, createChoices } from "./choices.ts";
import { createUndoLog, type UndoLog } from "./undo-log.ts";

export interface Machine {
  /** The state that `s` is. */
  now: CellRecord;
  /** The state that `next` is, in a step invariant. */
  next: CellRecord;
  readonly log: UndoLog;
  readonly choices: Choices;
  /** Result of the `return` that was just reached. */
  returned: Cell;
  /** Loop iterations that this step may still take. */
  iterations: number;
  /** Calls that have not returned, each by its weight (`ir/call-weight.ts`). */
  calls: number;
  /** Values that this step may still make (`spend`). */
  room: number;
  /** Whether one of these actions can take a step with these arguments from this state. The interpreter's to say. */
  /** `at`: who asks. An argument outside its domain is a failure. */
  isEnabled: (actions: readonly number[], args: readonly Cell[], from: CellRecord, at: Span | null) => boolean;
}

const MOST_ITERATIONS = 100_000;
/**
 * What new sequences, sets, records and tables of one step may come to: each counts 2 and its parts. So that a step which goes
 * on making them comes to an end before the memory does, and to the same end in generated code.
 */
export const MOST_MADE = 500_000;
/** So that the JavaScript stack, which a call of a spec uses many times over, is not what ends first. */
export const MOST_CALLS = 500;

export const createMachine = (): Machine => ({
  now: {},
  next: {},
  log: createUndoLog(),
  choices: createChoices(),
  returned: undefined,
  iterations: MOST_ITERATIONS,
  calls: 0,
  room: MOST_MADE,
  isEnabled: () => {
    throw new Error("no actions to ask of");
  },
});

/** Thrown where a `when` inside a call, or a `pick` without alternatives, blocks the step. One object: it is common. */
export const BLOCKED: { readonly kind: "blocked" } = Object.freeze({ kind: "blocked" });

interface Failed {
  readonly kind: "failed";
  readonly failure: Failure;
}

export function fail(failure: Failure): never {
  const signal: Failed = { kind: "failed", failure };
  throw signal;
}

export const failRange = (path: string, message: string, at: Span | null): never =>
  fail({ kind: "range", path, message, at });

/** A step has one combination of choices for every run of it: that many picks are never gone through. */
export const MOST_PICKS = 65_536;

export const endless = (at: Span): never =>
  failRange("loop", `a loop without end: more than ${MOST_ITERATIONS} iterations in one step`, at);

export const bottomless = (name: string, at: Span | null): never =>
  failRange(
    `${name}(…)`,
    `a recursion without end: more than ${MOST_CALLS} calls inside each other, fewer of a large function`,
    at,
  );

/** So many parts of new values more; a failure past the last that there may be. */
export function spend(m: Machine, parts: number, at: Span | null): void {
  m.room -= parts;
  if (m.room < 0) failRange("step", `it makes too much: more than ${MOST_MADE} new values in one step`, at);
}

/** What a new object with so many parts counts. */
export const weight = (parts: number): number => 2 + parts;

/** The failure that was thrown, `BLOCKED`, or (thrown again) a fault of ours. */
export function caught(e: unknown): Failure | typeof BLOCKED {
  if (e === BLOCKED) return BLOCKED;
  if (typeof e === "object" && e !== null && "kind" in e && e.kind === "failed") return (e as Failed).failure;
  // The JavaScript stack may end before the calls are counted out, where the expressions of a recursion nest deeply.
  if (e instanceof RangeError && e.message.includes("call stack")) {
    const message = "a recursion without end: the calls inside each other do not fit the stack";
    return { kind: "range", path: "call", message, at: null };
  }
  throw e;
}

/** Before a body runs that is not part of another. */
export function start(m: Machine): void {
  m.iterations = MOST_ITERATIONS;
  m.calls = 0;
  m.room = MOST_MADE;
}
