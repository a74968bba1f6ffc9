// Choosing a value: any of them, or the least.
// Not here: what is true of all or some of them (quantifiers.ts).
import type { Bag, ValueSet } from "./domains.ts";
import { neverRun } from "./never-run.ts";

/**
 * Any value of the domain, each its own transition; as many independent choices as times it is reached. When there is
 * none the step is blocked. `pick<Set<T>>()` is any subset. The type comes from the type argument or from what it is
 * assigned to.
 *
 * @example
 * s.leader = pick<Node>();
 */
export function pick<T>(): T;
/**
 * Any value of the parameter's domain that satisfies `cond`. Refused: a parameter without a type.
 *
 * @example
 * const victim = pick((w: Writer) => s.waiting.has(w));
 */
export function pick<T>(cond: (t: T) => boolean): T;
/**
 * Any member of this set, bag (equal ones are one choice) or array, any key of a map; constant arrays and tables
 * (`as const`) may feed it. A member is a copy.
 *
 * @example
 * const message = pick(s.network);
 * const slot = pick(s.owners.keys());
 */
export function pick<T>(from: ReadonlySet<T> | readonly T[] | ValueSet<T> | Bag<T, number> | IterableIterator<T>): T;
/**
 * Any of these values, two or more.
 *
 * @example
 * const reply = pick("yes", "no");
 */
export function pick<const T extends string | number | boolean | symbol | null>(a: T, b: T, ...more: T[]): T;
export function pick(...from: unknown[]): never {
  return neverRun();
}

/**
 * The least value of the parameter's domain that satisfies `cond` (TLA+'s CHOOSE, made definite); where there is none
 * the run fails with a trace. Refused over Ids, whose least has no meaning: use `pick`.
 *
 * @example
 * const free = first((i: Slot) => s.slots[i] === null);
 */
export function first<T>(cond: (t: T) => boolean): T {
  return neverRun();
}
