/**
 * The keys of all states found so far.
 * In: keys. Out: `SeenSet`.
 * Not here: levels (`interpret-engine.ts`).
 */

/** A `Set` of JavaScript holds 2^24 members at most. */
const FULL = 16_000_000;

export interface SeenSet {
  has(key: string): boolean;
  /** Only of a key that is not there. */
  add(key: string): void;
  size(): number;
}

export function createSeenSet(): SeenSet {
  let newest = new Set<string>();
  const shards = [newest];
  return {
    has(key) {
      for (const shard of shards) if (shard.has(key)) return true;
      return false;
    },
    add(key) {
      if (newest.size >= FULL) {
        newest = new Set();
        shards.push(newest);
      }
      newest.add(key);
    },
    size: () => shards.reduce((n, shard) => n + shard.size, 0),
  };
}
