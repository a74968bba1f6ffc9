// In: a seed. Out: dice, and the state and locals that arbitrary code works on: every kind of domain, two places of each.
// Not here: the code (random-expressions.ts, random-statements.ts).
import type { Domain } from "../../ir/domain.ts";
import * as b from "../checker/builder.ts";

const WIDE = 2 ** 50;
export const int = b.int(-WIDE, WIDE);
export const small = b.int(0, 3);
export const cpu = b.id(0, "Cpu", 2);
export const any: Domain = {
  kind: "union",
  of: [small, b.oneOf("a", "", null, true, false), cpu, { kind: "undefined" }],
};
export const seq = b.seq(int, 4);
export const set = b.set(b.int(-1, 4));
export const rec = b.record({ a: int, b: b.orUndefined(int), c: b.BOOL });
export const table = b.table(b.oneOf("x", 1, "2", "y"), int);
export const rows = b.table(small, rec);
export const second = b.record({ tag: b.oneOf("two"), q: small, w: rec });
export const message: Domain = { kind: "union", of: [b.record({ tag: b.oneOf("one"), q: seq }), second] };
export const pair: Domain = { kind: "record", tuple: true, fields: ["0", "1"].map((name) => ({ name, domain: int })) };
export const twice = b.seq(seq, 2);
export const item = b.record({ a: small, b: b.orUndefined(b.BOOL) });
export const items = b.seq(item, 4);
export const msgs = b.set(item);
export const few = b.set(item, 2);
export const bag = b.bag(item, 3);
export const entry = b.tupleOf(small, rec);
/** A place for every key; a list of so many entries. */
export const at = b.map(small, rec);
export const by = b.map(item, seq, 2);
export const twoBits = b.set(b.int(0, 1));
export const sets = b.set(twoBits);
export const task = b.record({ k: small });
export const mixed: Domain = { kind: "union", of: [b.oneOf("idle", 2), task] };
/** Of few values, to be gone through. */
export const SMALL_COLLECTIONS: readonly Domain[] = [
  ...[b.set(b.tupleOf(b.BOOL, b.int(0, 1))), b.map(b.BOOL, b.int(0, 1)), sets, b.table(b.BOOL, twoBits)],
];
export const state = b.record({
  ...{ msgs, few, bag, at, by, sets, mixed, items },
  ...{ n: int, m: int, x: any, flag: b.BOOL, q: seq, p: seq, st: set, r: rec },
  ...{ t: table, rows, maybe: b.orNull(rec), msg: message, pair, twice },
});
export const s = b.stateOf(state);

const COLLECTIONS = { item: [12, 13], msgs: [14, 15], bag: [16, 17], map: [18, 19], entry: [20, 21] } as const;
/** Slots by type: two of each, then parameters of lambdas and counters of loops. */
export const SLOTS = {
  int: [0, 1],
  bool: [2, 3],
  seq: [4, 5],
  set: [6, 7],
  rec: [8, 9],
  any: [10, 11],
  ...COLLECTIONS,
} as const;
const TYPES: readonly Domain[] = [
  int,
  int,
  b.BOOL,
  b.BOOL,
  seq,
  seq,
  set,
  set,
  rec,
  rec,
  any,
  any,
  ...[item, msgs, bag, at, entry].flatMap((d) => [d, d]),
];
export const LAMBDA_SLOTS = 40;
export const FIRST_LAMBDA_SLOT = TYPES.length;
export const SLOT_TYPES: readonly Domain[] = [...TYPES, ...Array.from({ length: LAMBDA_SLOTS }, () => int)];

export const NUMBERS: readonly number[] = [
  ...[0, 1, 2, 3, -1, -2, 7, 31, 32, 53],
  ...[2 ** 31, -(2 ** 31), 2 ** 32 + 5, 2 ** 52, 2 ** 53 - 1, -(2 ** 53 - 1)],
];

export interface Dice {
  below(n: number): number;
  of<T>(list: readonly T[]): T;
}

/** mulberry32. */
export function createDice(seed: number): Dice {
  let at = seed >>> 0;
  const below = (n: number): number => {
    at = (at + 0x6d2b79f5) >>> 0;
    let t = at;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] };
}
