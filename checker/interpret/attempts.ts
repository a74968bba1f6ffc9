/**
 * Attempts at a step: an action with each combination of its arguments, and whether it could be taken at all.
 * In: an action, the machine. Out: `Source`, `argumentsOf`, `attempted`, `inSandbox`, `canStep`.
 * Not here: going through all steps of a state (`interpreter.ts`).
 */
import type { Action, Param } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Bodies } from "./bodies.ts";
import { type Cell, type CellRecord, copy } from "./cell.ts";
import { BLOCK, type Completion, type Frame } from "./code.ts";
import { type Enumeration, enumeration } from "./domain-order.ts";
import { BLOCKED, caught, type Machine, start } from "./machine.ts";

/** What can be attempted: an action with each of its combinations of arguments. */
export interface Source {
  readonly index: number;
  readonly count: number;
  attempt(instance: number): Completion;
  /** With arguments that are inside their domains. */
  attemptWith(args: readonly Cell[]): Completion;
}

export const freshFrame = (size: number): Frame => new Array(size).fill(undefined);

/** What an instance has in its parameters. */
export interface Arguments {
  /** How many instances there are. */
  readonly count: number;
  put(frame: Frame, instance: number): void;
}

export function argumentsOf(params: readonly Param[]): Arguments {
  const domains = params.map((p) => enumeration(p.domain));
  const slots = params.map((p) => p.slot);
  return {
    count: domains.reduce((n, p) => n * p.count, 1),
    put(frame, instance) {
      let left = instance;
      for (let k = domains.length - 1; k >= 0; k--) {
        const { count, nth } = domains[k] as Enumeration;
        frame[slots[k] as number] = nth(left % count);
        left = Math.floor(left / count);
      }
    },
  };
}

export function sourceOf(action: Action, index: number, bodies: Bodies): Source {
  const { run, size } = bodies.compile(action.name, action.body);
  const { count, put } = argumentsOf(action.params);
  return {
    ...{ index, count },
    attempt(instance) {
      const frame = freshFrame(size);
      put(frame, instance);
      return run(frame);
    },
    attemptWith(args) {
      const frame = freshFrame(size);
      for (const [k, { slot }] of action.params.entries()) {
        frame[slot] = copy(args[k]);
      }
      return run(frame);
    },
  };
}

/** Steps that are only tried, while something else is under way: nothing of them stays. */
export function inSandbox<T>(machine: Machine, from: CellRecord, run: () => T): T {
  const { now, returned, iterations, calls, room } = machine;
  const bringBack = machine.choices.setAside();
  machine.now = from;
  const result = run();
  Object.assign(machine, { now, returned, iterations, calls, room });
  bringBack();
  return result;
}

/** With some choices it comes to a result. */
export function canStep(machine: Machine, source: Source | undefined, args: readonly Cell[]): boolean {
  if (source === undefined) throw new Error("no such action");
  const { choices, log } = machine;
  const mark = log.mark();
  choices.reset();
  do {
    choices.rewind();
    start(machine);
    const failure = attempted(source, args);
    log.undo(mark);
    if (failure === null) return true;
  } while (choices.next());
  return false;
}

/** Null where the step has a result. */
export function attempted(source: Source, by: number | readonly Cell[]): Failure | null | typeof BLOCKED {
  try {
    const ended = typeof by === "number" ? source.attempt(by) : source.attemptWith(by);
    return ended === BLOCK ? BLOCKED : null;
  } catch (e) {
    return caught(e);
  }
}
