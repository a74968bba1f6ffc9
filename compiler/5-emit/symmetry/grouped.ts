/**
 * Things by what they have in common.
 * In: things, a key for each. Out: `grouped`, in the order in which keys and things first occur.
 */
export function grouped<K, T>(of: readonly T[], by: (x: T) => K): ReadonlyMap<K, readonly T[]> {
  const found = new Map<K, T[]>();
  for (const x of of) {
    const group = found.get(by(x));
    if (group === undefined) found.set(by(x), [x]);
    else group.push(x);
  }
  return found;
}
