// What stands inside bodies: blocking, assertions, whole values.
// Not here: choices (choices.ts), quantifiers and loops over domains (quantifiers.ts). `if`, `for`, `while`, array and
// set methods, `structuredClone` are TypeScript's own.
import { neverRun } from "./never-run.ts";

/**
 * Blocks the whole step unless `c` holds, wherever it stands (a TLA+ conjunct); the step then has no effect at all.
 * TypeScript may rely on `c` afterwards.
 *
 * @example
 * when(s.lockedBy === null && !s.writeback);
 */
export function when(c: boolean): asserts c {
  neverRun();
}

/**
 * Fails the run, with a trace, unless `c` holds (BUG_ON). A body runs top to bottom: an assertion that fails before a
 * `when` blocks is a failure. TypeScript may not rely on `c` afterwards: a model whose `check` leaves the text out goes
 * on.
 *
 * @example
 * assert(s.bh[b].asyncWrite, "BUG_ON(!buffer_async_write(bh))");
 */
export function assert(c: boolean, text: string): void {
  neverRun();
}

/**
 * A Record in which every key has a copy of this value. `fill(pick())` is one choice for all keys; `fillWith(() =>
 * pick())` is one per key.
 *
 * @example
 * spec<State>(() => ({ bh: fill({ dirty: false, inFlight: 0 }) }))
 */
export function fill<K extends PropertyKey, V>(value: V): Record<K, V> {
  return neverRun();
}

/**
 * A Record with the value computed for each key. Also the way to write a Record over an Index row by row: TypeScript
 * refuses `{ 0: "idle", 1: "busy" }` there. Refused over Ids where the order of the keys matters.
 *
 * @example
 * spec<State>(() => ({ next: fillWith((i: Slot) => (i + 1) % SLOTS) }))
 */
export function fillWith<K extends PropertyKey, V>(value: (k: K) => V): Record<K, V> {
  return neverRun();
}

/**
 * Are the two equal as records, sets, maps, sequences, bags? `===`, `includes` and `indexOf` on those are refused,
 * since JavaScript would compare references.
 *
 * @example
 * when(same(s.mine[self], s.theirs));
 */
export function same<T>(a: T, b: T): boolean {
  return neverRun();
}

declare global {
  /**
   * A copy that shares nothing with `value`, as in JavaScript. Declared here because TypeScript has it only with the
   * libraries of browsers and of Node, which a spec does not need.
   */
  function structuredClone<T>(value: T): T;
}
