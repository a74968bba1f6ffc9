/**
 * The key of a state in the table: its used bits squeezed together, or, where these are too many, the root of its tree.
 * In: bits of the words. Out: `Keys`: code from a packed state to its key and back.
 * Not here: mixing (`mixing.ts`), the tree of a wide state (`tree.ts`).
 */
import { type Code, get, i64, i64c, type Label, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { KeyLocals } from "./mixing.ts";

/** States whose keys are worked on together. */
export const BATCH = 256;

export interface Loading {
  readonly before: readonly Code[];
  readonly each: readonly Code[];
}

export interface Keys {
  /** Makes what an instance remembers of recent states empty. */
  readonly forget: readonly Code[];
  /** Of a key: 12 … 76. */
  readonly bits: number;
  /**
   * For the states from … stop, BATCH at most: `before` prepares them and may drop
   * some: then it moves the others together, and `stop` behind them; then, for one after the other, with `from` moved
   * on, `each` sets `key` to its key, left-aligned, or branches to `full` if the interns are full.
   */
  load(f: Func, key: KeyLocals, from: Local, stop: Local, full: Label): Loading;
  /** Sets `key` to that of the state at `at`; branches to `absent` where a part of it was never interned. */
  find(f: Func, key: KeyLocals, at: Local, absent: Label): readonly Code[];
  /** Stores the state of a key at `at`. */
  store(f: Func, key: KeyLocals, at: Local): readonly Code[];
}

/** A smaller key would have fewer bits than the smallest table has buckets. */
const LEAST_BITS = 12;
/** A key has to have its home and 59 more bits: from here on the smallest table would be larger than 16 MiB. */
const MOST_BITS = 76;

export const keyLocals = (f: Func, bits: number): KeyLocals => ({
  head: f.local("head", "i64"),
  tail: bits > 64 ? f.local("tail", "i64") : null,
});

/** Null where the words have too many bits together. */
export function squeezed(words: readonly number[]): Keys | null {
  const sum = words.reduce((a, b) => a + b, 0);
  if (sum > MOST_BITS) return null;
  const bits = Math.max(sum, LEAST_BITS);
  const find: Keys["find"] = (_, key, at) => loadSqueezed(words, bits, key, at);
  const load: Keys["load"] = (f, key, from, _, full) => ({ before: [], each: find(f, key, from, full) });
  return { bits, forget: [], load, find, store: (_, key, at) => storeSqueezed(words, bits, key, at) };
}

/** Where word i stands in the key: distance of its lowest bit from the lowest of head and tail; outside it is shifted out. */
function places(words: readonly number[], bits: number): readonly { inHead: number; inTail: number; width: number }[] {
  const fill = Math.max(0, 64 - bits);
  let from = 0;
  return words.map((width) => {
    const place = { inHead: from + fill, inTail: from - 64 + (128 - bits), width };
    from += width;
    return place;
  });
}

const mask = (width: number): Code => i64c((1n << BigInt(width)) - 1n);
/** Upwards where positive, downwards where negative. */
const shifted = (x: Code, by: number): Code => (by >= 0 ? i64.shl(x, i64c(by)) : i64.shr_u(x, i64c(-by)));
const any = (parts: readonly Code[]): Code => parts.reduce((a, b) => i64.or(a, b), i64c(0));

function loadSqueezed(words: readonly number[], bits: number, { head, tail }: KeyLocals, at: Local): readonly Code[] {
  const parts = places(words, bits).map((p, i) => ({ ...p, word: i64.load(get(at), 8 * i) }));
  const inHead = parts.filter((p) => p.width > 0 && p.inHead < 64);
  const loaded = [set(head, any(inHead.map((p) => shifted(p.word, p.inHead))))];
  if (tail === null) return loaded;
  const from = 64 - (bits - 64);
  const inTail = parts.filter((p) => p.inTail + p.width > from);
  // Of a word that is in both, the tail must not have what the head has: a slot would keep it or not, as growth pleases.
  const own = i64.and(any(inTail.map((p) => shifted(p.word, p.inTail))), i64c(-1n << BigInt(from)));
  return [...loaded, set(tail, own)];
}

function storeSqueezed(words: readonly number[], bits: number, { head, tail }: KeyLocals, at: Local): readonly Code[] {
  const from = 64 - (bits - 64);
  return places(words, bits).map((p, i) => {
    const low = p.inHead < 64 ? [shifted(get(head), -p.inHead)] : [];
    const high = tail !== null && p.inTail + p.width > from ? [shifted(get(tail), -p.inTail)] : [];
    return i64.store(get(at), p.width === 0 ? i64c(0) : i64.and(any([...low, ...high]), mask(p.width)), 8 * i);
  });
}
