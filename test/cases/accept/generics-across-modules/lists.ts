/** Helpers that know nothing of the state they are used with. */
import type { Int, Seq } from "racespec";

export interface Pair<A, B> { first: A; second: B }
export type Maybe<T> = { some: true; value: T } | { some: false };

export function firstOutside<T>(xs: readonly T[], set: ReadonlySet<T>): T | undefined {
  for (const x of xs) if (!set.has(x)) return x;
  return undefined;
}
export function countIn<T>(set: ReadonlySet<T>, x: T): number {
  return set.has(x) ? 1 : 0;
}
export function valueOr<K, V>(map: ReadonlyMap<K, V>, key: K, otherwise: V): V {
  return map.get(key) ?? otherwise;
}
export function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
}
export const swap = <T>(xs: T[], i: number, j: number): void => {
  [xs[i], xs[j]] = [xs[j]!, xs[i]!];
};
export function sumOf(xs: Seq<Int<0, 3>, 3>, from = 0): number {
  return from >= xs.length ? 0 : xs[from]! + sumOf(xs, from + 1);
}
