// Expressions over all values of a domain, and the loop over them. Each takes an arrow function whose annotated
// parameters name the domains; several parameters range over all tuples. Refused: a parameter without a type, a
// predicate with effects.
// Not here: choosing one of the values (choices.ts).
import { neverRun } from "./never-run.ts";

/**
 * All values of a domain, ascending, for `for … of`. Over Ids the order must not matter, else that set's symmetry is
 * off.
 *
 * @example
 * for (const b of each<Buffer>()) s.bh[b].dirty = false;
 */
export function each<T>(): Iterable<T> {
  return neverRun();
}

/**
 * TLA+'s ∀; true where a domain is empty.
 *
 * @example
 * every((a: Node, b: Node) => a === b || s.term[a] !== s.term[b])
 */
export function every<A extends unknown[]>(p: (...a: A) => boolean): boolean {
  return neverRun();
}

/**
 * TLA+'s ∃; false where a domain is empty.
 *
 * @example
 * some((b: Buffer) => s.bh[b].dirty)
 */
export function some<A extends unknown[]>(p: (...a: A) => boolean): boolean {
  return neverRun();
}

/**
 * How many values, or tuples of them, satisfy `p`; 0 upwards.
 *
 * @example
 * count((n: Node) => s.role[n] === "leader") <= 1
 */
export function count<A extends unknown[]>(p: (...a: A) => boolean): number {
  return neverRun();
}

/**
 * The sum of `p` over all values, or tuples of them; 0 where a domain is empty.
 *
 * @example
 * sum((a: Account) => s.balance[a]) === TOTAL
 */
export function sum<A extends unknown[]>(p: (...a: A) => number): number {
  return neverRun();
}

/**
 * The values that satisfy `p`, as a new set.
 *
 * @example
 * s.quorum = setOf((n: Node) => s.votes[n] === self);
 */
export function setOf<T>(p: (x: T) => boolean): Set<T> {
  return neverRun();
}
