/**
 * What the packed evaluator leaves to the evaluator over cells: said while code is made, never while it runs.
 * In: what it met. Out: `Unsupported`, `unsupported`.
 * Not here: who catches it (`instances.ts`, `predicates.ts`).
 */

export class Unsupported extends Error {}

/** The body cannot be packed: too large when unrolled, or a construct whose packed form would not pay. */
export function unsupported(what: string): never {
  throw new Unsupported(what);
}
