/**
 * Sorting of integers in locals, without branches: a fixed order of comparisons (Batcher's odd-even merge sort).
 * In: locals. Out: `network`, `sortLocals`.
 * Not here: sorting of what does not fit in locals (`sort-memory.ts`).
 * Source: Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M.
 */
import { get, i64, i64c, select, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Codes } from "./words.ts";

/** Pairs of positions to be brought into order, one after the other. */
export function network(n: number): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  if (n < 2) return pairs;
  const top = 2 ** (Math.ceil(Math.log2(n)) - 1);
  for (let p = top; p >= 1; p /= 2) {
    let q = top;
    let r = 0;
    let d = p;
    for (;;) {
      for (let i = 0; i < n - d; i++) if ((i & p) === r) pairs.push([i, i + d]);
      if (q === p) break;
      d = q - p;
      q /= 2;
      r = p;
    }
  }
  return pairs;
}

/** Sorts i64 keys of so many bits, ascending as unsigned numbers. */
export function sortLocals(f: Func, code: Codes, keys: readonly Local[], width: number): void {
  const x = f.local("x", "i64");
  for (const [i, j] of network(keys.length)) {
    const [a, b] = [keys[i] as Local, keys[j] as Local];
    if (width < 64) {
      // min(0, b - a), without a jump: V8 makes one of `select`.
      const difference = i64.sub(get(b), get(a));
      code.push(set(x, difference));
      code.push(set(x, i64.and(get(x), i64.shr_s(get(x), i64c(63)))));
      code.push(set(a, i64.add(get(a), get(x))), set(b, i64.sub(get(b), get(x))));
    } else {
      code.push(set(x, select(get(a), get(b), i64.lt_u(get(a), get(b)))));
      code.push(set(b, select(get(b), get(a), i64.lt_u(get(a), get(b)))), set(a, get(x)));
    }
  }
}
