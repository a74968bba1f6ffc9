// In: a body that may pick. Out: its runs, one per combination of choices, found by running it again and again with a
// script of what each `pick` is to take. Also the three ways in which a body ends: returned, blocked, failed.
// Not here: what there is to choose from (runtime.ts), what a run did to the state (steps.ts, processes.ts).
import { EvaluatorFault, fault } from "./fault.ts";
import type { Json } from "./structure.ts";
import { toJson } from "./structure.ts";

/** `assert`: the text of an assertion. `throw`: of a reached `throw new Error(text)`. `error`: JavaScript's own complaint. */
export interface Failure {
  readonly kind: "assert" | "throw" | "error";
  readonly text: string;
}

export type Ending<T> =
  | { readonly kind: "returned"; readonly value: T }
  | { readonly kind: "blocked" }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface Run<T> {
  readonly ending: Ending<T>;
  readonly script: readonly number[];
  readonly chosen: readonly Json[];
}

export interface Choices {
  /** Blocks when there is nothing to choose from. */
  choose<T>(options: readonly T[]): T;
  /** All runs; `prepare` is called before each and gives the body, which alone may choose. */
  runs<T>(prepare: () => () => T): Generator<Run<T>>;
  /** Called once per turn of a loop: a body that turns too often fails, so that a test ends. */
  turn(): void;
  /** One run again, exactly. */
  replay<T>(script: readonly number[], body: () => T): T;
}

const mostLoopTurns = 100_000;
const blocked = new Error("blocked");
const assertions = new WeakSet<Error>();

export function block(): never {
  throw blocked;
}

export function failAssertion(text: string): never {
  const error = new Error(text);
  assertions.add(error);
  throw error;
}

interface Turn {
  readonly index: number;
  readonly of: number;
  readonly value: Json;
}
type Chooser = (of: number, valueAt: (index: number) => unknown) => number;

export function createChoices(): Choices {
  let chooser: Chooser | null = null;
  let loopTurns = 0;

  function under<T>(temporary: Chooser, body: () => T): T {
    const before = chooser;
    chooser = temporary;
    loopTurns = 0;
    try {
      return body();
    } finally {
      chooser = before;
    }
  }

  return {
    choose(options) {
      if (chooser === null) fault("a choice where none can be made");
      if (options.length === 0) block();
      return options[chooser(options.length, (index) => options[index])] as (typeof options)[number];
    },

    turn() {
      if (chooser !== null && ++loopTurns > mostLoopTurns) throw new RangeError("a step loops without end");
    },

    *runs(prepare) {
      let script: readonly number[] | null = [];
      while (script !== null) {
        const wanted: readonly number[] = script;
        const turns: Turn[] = [];
        const body = prepare();
        const ending = endingOf(() =>
          under((of, valueAt) => {
            const index = wanted[turns.length] ?? 0;
            turns.push({ index, of, value: toJson(valueAt(index)) });
            return index;
          }, body),
        );
        yield { ending, script: turns.map((turn) => turn.index), chosen: turns.map((turn) => turn.value) };
        script = nextScript(turns);
      }
    },

    replay(script, body) {
      let at = 0;
      const result = under((of) => {
        const index = script[at++];
        if (index === undefined || index >= of)
          fault("a replay chose otherwise than the run: the body is not a function of state and choices");
        return index;
      }, body);
      if (at !== script.length) fault("a replay chose less often than the run");
      return result;
    },
  };
}

function nextScript(turns: readonly Turn[]): readonly number[] | null {
  const last = turns.findLastIndex((turn) => turn.index + 1 < turn.of);
  return last < 0 ? null : turns.slice(0, last + 1).map((turn, i) => (i === last ? turn.index + 1 : turn.index));
}

function endingOf<T>(body: () => T): Ending<T> {
  try {
    return { kind: "returned", value: body() };
  } catch (error) {
    if (error === blocked) return { kind: "blocked" };
    if (!(error instanceof Error) || error instanceof EvaluatorFault) throw error;
    if (assertions.has(error)) return { kind: "failed", failure: { kind: "assert", text: error.message } };
    const thrown = Object.getPrototypeOf(error) === Error.prototype;
    return {
      kind: "failed",
      failure: { kind: thrown ? "throw" : "error", text: thrown ? error.message : `${error.name}: ${error.message}` },
    };
  }
}
