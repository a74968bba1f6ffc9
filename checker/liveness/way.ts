/**
 * The shortest way from an initial state to where a behaviour may go on for ever and break a property.
 * In: a graph, what breaks the property. Out: `wayTo`.
 * Not here: what it does from there on (`loop.ts`).
 */
import type { IndexSet } from "../index-set.ts";
import type { Graph } from "./graph.ts";

/** What a behaviour does that breaks a property. */
export interface Breach {
  /** It begins in one of these, which are among those to stay in; null: in any of those. */
  readonly from: IndexSet | null;
  /** It begins at once. */
  readonly atOnce: boolean;
  /** It never leaves these any more; null: wherever it goes. */
  readonly stay: IndexSet | null;
  /** It visits these again and again; null: it does not matter which. */
  readonly visit: IndexSet | null;
}

/** Any behaviour. */
export const ANY: Breach = { from: null, atOnce: false, stay: null, visit: null };

/** Steps between two pauses. */
const PAUSE = 2 ** 16;
const NOWHERE = 2 ** 32 - 1;

/** The states on the way to the nearest goal, which is among those to stay in; null: there is none. Lets go now and then. */
export function* wayTo(
  { states, initial, heads, targets }: Graph,
  { from, atOnce, stay }: Breach,
  isGoal: (state: number) => boolean,
): Generator<unknown, number[] | null> {
  // State s is place 2s before the breach has begun, and 2s + 1 after that.
  const before = new Uint32Array(2 * states).fill(NOWHERE);
  const queue = new Uint32Array(2 * states);
  let end = 0;
  let goal = NOWHERE;
  const arrive = (state: number, hasBegun: boolean, by: number): void => {
    if (hasBegun && stay?.has(state) === false) return;
    const place = 2 * state + (hasBegun ? 1 : 0);
    if (before[place] !== NOWHERE) return;
    before[place] = by;
    queue[end++] = place;
    if (hasBegun && goal === NOWHERE && isGoal(state)) goal = place;
  };
  const enter = (state: number, by: number): void => {
    if (from === null || from.has(state)) arrive(state, true, by);
    if (!atOnce) arrive(state, false, by);
  };
  // What an initial state comes after is itself.
  for (let s = 0; s < initial && goal === NOWHERE; s++) {
    if (from === null || from.has(s)) arrive(s, true, 2 * s + 1);
    if (!atOnce) arrive(s, false, 2 * s);
  }
  let work = 0;
  for (let i = 0; i < end && goal === NOWHERE; i++) {
    const place = queue[i] as number;
    const state = place >>> 1;
    const hasBegun = (place & 1) === 1;
    for (let e = heads[state] as number; e < (heads[state + 1] as number) && goal === NOWHERE; e++) {
      if (++work % PAUSE === 0) yield;
      if (hasBegun) arrive(targets[e] as number, true, place);
      else enter(targets[e] as number, place);
    }
  }
  if (goal === NOWHERE) return null;
  const way = [goal >>> 1];
  for (let place = goal; before[place] !== place; ) {
    place = before[place] as number;
    way.push(place >>> 1);
  }
  return way.reverse();
}
