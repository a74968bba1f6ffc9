/**
 * What each step can do, seen from every state: parts read and written, where it leads, what it needs, how it may end.
 * In: the probe, movers. Out: `Summary`; which values each part can ever have.
 * Not here: what holds at a rest (`facts.ts`), two steps together (`movers.ts`).
 */
import type { Cell } from "../interpret/cell.ts";
import type { Known, Probe } from "./probe.ts";
import type { Mover } from "./units.ts";

/** The way of a step to one of the rests where it may end; an action has one way. */
export interface Way {
  /** Pc value afterwards; null is done, undefined for an action. */
  readonly to: Cell;
  /** Parts whose value before was the same in all runs of this way, by number of that value. */
  needs: Map<number, number>;
  /** Values (by number) that parts are given. -1: a value that cannot be told. */
  readonly writes: Map<number, Set<number>>;
  /** Parts whose value before was always known when they were given another. */
  readonly before: Map<number, Set<number>>;
  /** Parts that some run of this way leaves alone. */
  readonly spares: Set<number>;
}

export interface Summary {
  readonly reads: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
  readonly ways: readonly Way[];
  readonly mayBlock: boolean;
  readonly mayFail: boolean;
  /** Parts that may leave their domain. */
  readonly strays: ReadonlySet<number>;
  /** One run at most from every state. */
  readonly isDeterministic: boolean;
}

/** States that are looked at for one step. */
const MOST_STATES = 4000;

/** Null where there are too many states to look at. */
export function summarize(probe: Probe, mover: Mover, known: Known): Summary | null {
  const reads = new Set<number>();
  const writes = new Set<number>();
  const strays = new Set<number>();
  const ways = new Map<Cell, Way>();
  const { state } = probe;
  let mayBlock = false;
  let mayFail = false;
  let isDeterministic = true;
  const pc = mover.stand?.pc ?? null;
  const all = probe.everywhere(known, MOST_STATES, () => {
    const led: Cell[] = [];
    const endings = probe.runs([mover], ({ kind, changed }) => {
      for (const leaf of state.touched()) if (state.at[leaf] !== -1) reads.add(leaf);
      for (const leaf of changed.keys()) writes.add(leaf);
      if (kind === "range") for (const leaf of state.strays()) strays.add(leaf);
      led.push(pc === null || kind !== "done" ? undefined : state.now(pc));
    });
    if (endings.length > 1) isDeterministic = false;
    // Only now is all known of this state that the step asks for.
    for (const [i, { kind, changed }] of endings.entries()) {
      if (kind === "blocked") mayBlock = true;
      else if (kind === "done") note(led[i], changed);
      else mayFail = true;
    }
    return true;
  });

  function note(to: Cell, changed: ReadonlyMap<number, Cell>): void {
    const before = new Map([...state.at.entries()].filter(([, value]) => value !== -1));
    const way = ways.get(to);
    const given = new Map([...changed].map(([leaf, c]) => [leaf, valueNumber(probe, leaf, c)]));
    if (way === undefined) {
      const fresh: Way = { to, needs: before, writes: new Map(), before: new Map(), spares: new Set() };
      ways.set(to, fresh);
      collect(fresh, given, before);
      return;
    }
    way.needs = new Map([...way.needs].filter(([leaf, value]) => before.get(leaf) === value));
    for (const leaf of way.writes.keys()) if (!given.has(leaf)) way.spares.add(leaf);
    for (const leaf of given.keys()) if (!way.writes.has(leaf)) way.spares.add(leaf);
    collect(way, given, before);
  }
  if (all === null) return null;
  return { reads, writes, ways: [...ways.values()], mayBlock, mayFail, strays, isDeterministic };
}

function collect(way: Way, given: ReadonlyMap<number, number>, before: ReadonlyMap<number, number>): void {
  for (const [leaf, value] of given) {
    way.writes.set(leaf, (way.writes.get(leaf) ?? new Set()).add(value));
    way.before.set(leaf, (way.before.get(leaf) ?? new Set()).add(before.get(leaf) ?? -1));
  }
}

/** -1 for a value that is no scalar of its domain. */
export function valueNumber(probe: Probe, leaf: number, c: Cell): number {
  const found = probe.leaves[leaf];
  if (found === undefined || found.count === null || (typeof c === "object" && c !== null && !("text" in c))) return -1;
  for (let i = 0; i < found.count; i++) if (found.nth(i) === c) return i;
  return -1;
}
