/**
 * Whether a step may be forgotten and done again just before the next one: it has only looked, and the next step either does
 * what it would do after a new look, or leads back as if there had been none. (So loops around an atomic compare-and-exchange.)
 * In: the probe, a step and the one after it, what is known where it has come to rest. Out: `canBeRedone`.
 * Not here: steps that change what others see (`movers.ts`).
 */
import { type Cell, equal } from "../interpret/cell.ts";
import type { Ending, Known, Probe } from "./probe.ts";
import type { Mover } from "./units.ts";

/** States that are looked at for one pair of steps. */
const MOST_STATES = 3000;

/** `known`: of the states in which `next` is about to move. `step` has written nothing but the pc and the instance's locals. */
export function canBeRedone(probe: Probe, step: Mover, next: Mover, known: Known): boolean {
  const { state } = probe;
  const from = step.stand;
  const to = next.stand;
  if (from === null || to === null) return false;
  const own = [from.pc, ...from.locals.keys()];
  const found = probe.everywhere(known, MOST_STATES, () => {
    const late = probe.runs([next]);
    if (late.some((e) => e.kind === "blocked")) return false;
    const lateNow = late.map((e) => valuesOf(e, own));
    const before = own.map((leaf) => [leaf, state.at[leaf] as number] as const);
    try {
      // As it was when the instance stood where `step` begins: what lives there `step` has left alone.
      state.at[from.pc] = from.at;
      for (const [leaf, values] of from.locals) if (values.length === 1) state.at[leaf] = values[0] as number;
      const anew = probe.runs([step, next]);
      const anewNow = anew.map((e) => valuesOf(e, own));
      const still = new Map(own.map((leaf) => [leaf, stateFirst(leaf)]));
      return late.every((e, i) => {
        const now = lateNow[i] as ReadonlyMap<number, Cell>;
        // A new look may be what fails.
        if (e.kind !== "done") return anew.some((a) => a.kind !== "done" && a.kind !== "blocked");
        return isSame(now, still) || anew.some((a, k) => a.kind === "done" && isSame(now, anewNow[k] ?? new Map()));
      });
    } finally {
      for (const [leaf, value] of before) state.at[leaf] = value;
    }
  });
  return found === true;

  function stateFirst(leaf: number): Cell {
    return state.at[leaf] === -1 ? UNKNOWN : state.first(leaf);
  }

  /** What has changed, and the instance's own parts in any case. */
  function valuesOf(e: Ending, parts: readonly number[]): ReadonlyMap<number, Cell> {
    const values = new Map(e.changed);
    for (const leaf of parts) if (!values.has(leaf)) values.set(leaf, stateFirst(leaf));
    return values;
  }

  function isSame(a: ReadonlyMap<number, Cell>, b: ReadonlyMap<number, Cell>): boolean {
    for (const leaf of new Set([...a.keys(), ...b.keys()])) {
      const one = a.has(leaf) ? a.get(leaf) : state.first(leaf);
      const other = b.has(leaf) ? b.get(leaf) : state.first(leaf);
      if (!equal(one, other)) return false;
    }
    return true;
  }
}

/** A local that neither run has asked for is the same in both. */
const UNKNOWN: Cell = "not asked for";
