/**
 * All states of a search by the interpreter, once more in their fixed order.
 * In: an interpreter, the keys of the states, the steps out of one. Out: `createInterpretedStates`.
 * Not here: the same of packed states (`generated-states.ts`).
 */
import { type Edge, type Key, OUTSIDE, type States } from "../engine.ts";
import type { Interpreter } from "../interpret/interpreter.ts";

/** Initial states between two pauses. */
const PAUSE = 256;
/** A `Map` of JavaScript holds 2^24 members at most. */
const MOST = 16_000_000;

export function createInterpretedStates(
  interpreter: Interpreter,
  kept: Iterable<Key>,
  distinct: number,
  edges: (from: Key | null) => Iterable<Edge>,
): States {
  const { codec } = interpreter;
  /** −1 until it is met. */
  const numbers = new Map<Key, number>();
  if (distinct <= MOST) for (const key of kept) numbers.set(key, -1);
  const keys: Key[] = [];
  const meet = (key: Key): number => {
    const known = numbers.get(key);
    if (known === undefined) return OUTSIDE;
    if (known >= 0) return known;
    numbers.set(key, keys.length);
    return keys.push(key) - 1;
  };
  return {
    count: () => keys.length,
    *begin() {
      let work = 0;
      for (const { representative } of edges(null)) {
        if (++work % PAUSE === 0) yield;
        if (representative !== null) meet(representative);
      }
    },
    expand(from, most, tell) {
      const end = Math.min(keys.length, from + most);
      for (let state = from; state < end; state++) {
        for (const { action, instance, to, representative } of edges(keys[state] as Key)) {
          // A step that a constraint refuses, and that changes nothing, is no step at all.
          if (to === null || to === keys[state]) continue;
          tell(state, action, instance, representative === null ? OUTSIDE : meet(representative));
        }
      }
      return end - from;
    },
    key: (state) => keys[state] as Key,
    cells: (state) => codec.decode(keys[state] as Key),
    test({ property, goal, instance }, from, most, out) {
      const end = Math.min(keys.length, from + most);
      for (let state = from; state < end; state++) {
        interpreter.load(codec.decode(keys[state] as Key));
        const holds = goal ? interpreter.reaches(property, instance) : interpreter.holds(property, null, instance);
        out[state - from] = typeof holds === "boolean" ? Number(holds) : 2;
      }
      return end - from;
    },
    hasRoom: () => distinct <= MOST,
  };
}
