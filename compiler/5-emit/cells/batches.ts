/**
 * Code for large states in functions of bearable length: V8 takes ever longer over longer ones.
 * In: parts, and how many scalars each has. Out: `batched`, `MOST_LEAVES`.
 * Not here: what is done with a part (`pack.ts`, `unpack.ts`).
 */

/** Scalars that one function reads or writes. */
export const MOST_LEAVES = 400;

/** Neighbours together, each batch of at most so many scalars unless a single part has more; null where one function does for all. */
export function batched<T>(parts: readonly T[], leavesOf: (part: T) => number): readonly (readonly T[])[] | null {
  if (parts.reduce((n, p) => n + leavesOf(p), 0) <= MOST_LEAVES) return null;
  const made: T[][] = [];
  let room = 0;
  for (const p of parts) {
    const leaves = leavesOf(p);
    if (leaves > room) {
      made.push([]);
      room = MOST_LEAVES;
    }
    made.at(-1)?.push(p);
    room -= leaves;
  }
  return made;
}
