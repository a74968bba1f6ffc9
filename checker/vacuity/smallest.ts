/**
 * The few numbers that are smallest among many: of hashes, a choice that does not depend on the order in which they come.
 * In: hashes, each with an index. Out: `smallest`, `mixed`.
 * Not here: what is hashed (`generated-parts.ts`, `interpreted-parts.ts`).
 */

export interface Smallest {
  offer(hash: number, index: number): void;
  /** Indices, that of the smallest hash first. */
  items(): readonly number[];
}

export function smallest(most: number): Smallest {
  const kept: { readonly hash: number; readonly index: number }[] = [];
  return {
    offer(hash, index) {
      const last = kept.at(-1);
      if (kept.length === most && last !== undefined && hash >= last.hash) return;
      const at = kept.findIndex((k) => hash < k.hash);
      kept.splice(at < 0 ? kept.length : at, 0, { hash, index });
      if (kept.length > most) kept.pop();
    },
    items: () => kept.map((k) => k.index),
  };
}

/** Every bit of the number tells on every bit of the result, from 0 to 2^32 - 1. */
export function mixed(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
