// Mixing is undone exactly, at every width, and spreads keys of every habit. Guards against two states with one key, and
// against tables that are full long before their slots are: keys that differ in a few high bits once shared buckets.
// Not here: what stands on it (search.test.ts).
import { describe, expect, it } from "vitest";
import { keyLocals } from "../../compiler/5-emit/search/key.ts";
import { type KeyLocals, mix, unmix } from "../../compiler/5-emit/search/mixing.ts";
import { type Code, get, i32c, i64, set } from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import { createModule } from "../../compiler/5-emit/wasm/module.ts";
import { maskOf } from "./toy.ts";

type Mixer = (head: bigint, tail: bigint) => readonly [head: bigint, tail: bigint];

/** Both ways, for keys of so many bits, left-aligned. */
function mixer(bits: number): { readonly there: Mixer; readonly back: Mixer } {
  const module = createModule();
  const made = (name: string, code: (key: KeyLocals) => readonly Code[]): void => {
    const f = module.func(name, [["at", "i32"]], null, name);
    const key = keyLocals(f, bits);
    const both = [key.head, ...(key.tail === null ? [] : [key.tail])];
    f.body = [
      ...both.map((part, i) => set(part, i64.load(i32c(0), 8 * i))),
      ...code(key),
      ...both.map((part, i) => i64.store(i32c(0), get(part), 8 * i)),
    ];
  };
  made("there", (key) => mix(key, bits));
  made("back", (key) => unmix(key, bits));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const words = new BigUint64Array(memory.buffer, 0, 2);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(encode(module)), { env: { memory } });
  const called = (name: string): Mixer => {
    const f = exports[name] as (at: number) => void;
    return (head, tail) => {
      words.set([head, tail]);
      f(0);
      return [words[0] ?? 0n, words[1] ?? 0n];
    };
  };
  return { there: called("there"), back: called("back") };
}

/** Of a key of so many bits, left-aligned. */
const aligned = (key: bigint, bits: number): readonly [bigint, bigint] => {
  if (bits <= 64) return [key << BigInt(64 - bits), 0n];
  return [key & maskOf(64), (key >> 64n) << BigInt(128 - bits)];
};

function* numbers(seed: bigint): Generator<bigint> {
  for (let x = seed; ; ) {
    x ^= (x << 13n) & maskOf(128);
    x ^= x >> 7n;
    x ^= (x << 17n) & maskOf(128);
    yield x;
  }
}

describe.each(Array.from({ length: 65 }, (_, i) => 12 + i))("keys of %i bits", (bits) => {
  const { there, back } = mixer(bits);
  it("come back, and stay within their bits", () => {
    let n = 0;
    for (const x of numbers(0x9e3779b97f4a7c15n + BigInt(bits))) {
      if (n++ === 300) break;
      const [head, tail] = aligned(x & maskOf(bits), bits);
      const mixed = there(head, tail);
      expect(back(...mixed)).toEqual([head, tail]);
      if (bits < 64) expect(mixed[0] & maskOf(64 - bits)).toBe(0n);
    }
  });

  it("fill buckets evenly", () => {
    const [log2, perBucket] = [Math.min(bits - 2, 12), 3];
    const many = perBucket * 2 ** Math.min(log2, 10);
    const kb = Math.min(log2, 10);
    const habits: Readonly<Record<string, (i: bigint) => bigint>> = {
      counting: (i) => i,
      "counting at the top": (i) => i << BigInt(Math.max(0, bits - 12)),
      "every other bit": (i) => BigInt(`0x${i.toString(2)}`) & maskOf(bits),
      "a progression": (i) => (i * 0x2545f4914f6cdd1dn) & maskOf(bits),
    };
    for (const [habit, key] of Object.entries(habits)) {
      const distinct = new Set(Array.from({ length: many }, (_, i) => key(BigInt(i)) & maskOf(bits)));
      const counts = new Map<bigint, number>();
      for (const k of distinct) {
        const home = there(...aligned(k, bits))[0] >> BigInt(64 - kb);
        counts.set(home, (counts.get(home) ?? 0) + 1);
      }
      // For numbers at random the variance is the mean.
      const mean = distinct.size / 2 ** kb;
      const squares = [...counts.values()].reduce((sum, c) => sum + c * c, 0) / 2 ** kb;
      expect((squares - mean * mean) / mean, habit).toBeLessThan(1.5);
    }
  });
});
