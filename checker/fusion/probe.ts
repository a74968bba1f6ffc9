/**
 * Runs steps from every state there could be, looking only at what they look at: each part that is read is given each of
 * its values in turn.
 * In: a lowered model. Out: `Probe`: runs of a few steps one after another, with all their choices; predicates.
 * Not here: what is concluded from it (`summaries.ts`, `movers.ts`, `visibility.ts`).
 */
import type { Body, SpecModel } from "../../ir/model.ts";
import { createBodies } from "../interpret/bodies.ts";
import type { Cell } from "../interpret/cell.ts";
import { BLOCK, type Compiled, RETURN } from "../interpret/code.ts";
import { BLOCKED, caught, createMachine, start } from "../interpret/machine.ts";
import type { UndoLog } from "../interpret/undo-log.ts";
import { createUnknownState, isNeed, type Leaf, type Snapshot, type UnknownState } from "./unknown-state.ts";

/** An action with arguments for its parameters. */
export interface Unit {
  readonly action: number;
  readonly args: readonly Cell[];
}

/** How a run of several units ended. */
export interface Ending {
  /** Which of them ended it; their number where all have a result. */
  readonly by: number;
  /** A failure is told by its class: "range", or the number of the assertion. */
  readonly kind: "done" | "blocked" | "range" | number;
  /** Parts that have changed; of a run that ended early up to there. */
  readonly changed: Snapshot;
}

/** What is known of the states to run from: leaf → the values that it may have, by number. */
export type Known = ReadonlyMap<number, readonly number[]>;

export interface Probe {
  readonly leaves: readonly Leaf[];
  readonly state: UnknownState;
  /**
   * Calls `visit` for every such state, as far as it looks; it may be called again for a state that it has not finished.
   * False as soon as it says false; null where there are too many states to go through.
   */
  everywhere(known: Known, most: number, visit: () => boolean): boolean | null;
  /** Within `everywhere`: all ways in which these run one after another from the state at hand. */
  runs(units: readonly Unit[], look?: (ending: Ending) => void): readonly Ending[];
  /** Within `everywhere`, of the state that the last unit has left (as `next` too): true, false, or the class of its failure. */
  holds(predicate: Compiled): boolean | "range" | number;
  compile(name: string, body: Body): Compiled;
  /** Back to the state at hand. */
  reset(): void;
}

export function createProbe(model: SpecModel): Probe {
  const machine = { ...createMachine(), log: plainLog };
  const bodies = createBodies(machine, model.functions);
  const state = createUnknownState(model.state);
  const actions = model.actions.map((a) => ({
    compiled: bodies.compile(a.name, a.body),
    slots: a.params.map((p) => p.slot),
  }));
  machine.now = state.cell;
  machine.next = state.cell;

  const attempt = ({ action, args }: Unit): Ending["kind"] => {
    const found = actions[action];
    if (found === undefined) throw new Error(`no action ${action}`);
    const frame: Cell[] = new Array(found.compiled.size).fill(undefined);
    for (const [k, slot] of found.slots.entries()) frame[slot] = args[k];
    start(machine);
    try {
      if (found.compiled.run(frame) === BLOCK) return "blocked";
    } catch (e) {
      if (isNeed(e)) throw e;
      return classOf(e);
    }
    return state.strays().length > 0 ? "range" : "done";
  };

  /** "blocked", or the class of the failure; anything else is thrown again. */
  const classOf = (e: unknown): "blocked" | "range" | number => {
    const signal = caught(e);
    if (signal === BLOCKED) return "blocked";
    const failure = signal as Exclude<typeof signal, typeof BLOCKED>;
    return failure.kind === "assertion" ? failure.assertion : "range";
  };

  return {
    leaves: state.leaves,
    state,
    everywhere(known, most, visit) {
      const script: { readonly leaf: number; readonly values: readonly number[]; taken: number }[] = [];
      let visits = 0;
      state.at.fill(-1);
      for (const [leaf, values] of known) if (values.length === 1) state.at[leaf] = values[0] as number;
      try {
        for (;;) {
          if (++visits > most) return null;
          try {
            state.reset();
            if (!visit()) return false;
          } catch (e) {
            if (!isNeed(e)) throw e;
            const { count } = state.leaves[e.leaf] as Leaf;
            const values = known.get(e.leaf) ?? (count === null ? null : Array.from({ length: count }, (_, i) => i));
            if (values === null) return null;
            script.push({ leaf: e.leaf, values, taken: -1 });
          }
          let last = script.at(-1);
          while (last !== undefined && last.taken + 1 >= last.values.length) {
            state.at[last.leaf] = -1;
            script.pop();
            last = script.at(-1);
          }
          if (last === undefined) return true;
          last.taken++;
          state.at[last.leaf] = last.values[last.taken] as number;
        }
      } finally {
        state.reset();
      }
    },
    runs(units, look) {
      const { choices } = machine;
      const endings: Ending[] = [];
      choices.reset();
      do {
        choices.rewind();
        state.reset();
        let by = 0;
        let kind: Ending["kind"] = "done";
        for (; by < units.length; by++) {
          kind = attempt(units[by] as Unit);
          if (kind !== "done") break;
        }
        const ending: Ending = { by, kind, changed: state.changed() };
        look?.(ending);
        endings.push(ending);
      } while (choices.next());
      return endings;
    },
    holds(predicate) {
      start(machine);
      try {
        const frame: Cell[] = new Array(predicate.size).fill(undefined);
        return predicate.run(frame) === RETURN && Boolean(machine.returned);
      } catch (e) {
        if (isNeed(e)) throw e;
        const found = classOf(e);
        return found === "blocked" ? false : found;
      }
    },
    compile: bodies.compile,
    reset: () => state.reset(),
  };
}

/** Writes without a look at what was there: nothing is taken back here, runs start over. */
const plainLog: UndoLog = {
  setField(of, name, value) {
    of[name] = value;
  },
  setElement(of, index, value) {
    of[index] = value;
  },
  push: (of, value) => void of.push(value),
  keep: () => undefined,
  add: (of, member) => void of.add(member),
  remove: (of, member) => of.delete(member),
  clear: (of) => of.clear(),
  setEntry: (of, text, entry) => void (entry === undefined ? of.entries.delete(text) : of.entries.set(text, entry)),
  mark: () => 0,
  undo: () => undefined,
};
