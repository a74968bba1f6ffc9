/**
 * The two forms of slots in a bucket, and the walk along the buckets of a key.
 * In: a mixed key. Out: its bucket, what its slot holds, and code that looks for it.
 * Not here: mixing (`mixing.ts`), growth (`growth.ts`).
 *
 * The highest `kb` bits of a mixed key are its home, one of 2^kb buckets. A slot holds the number of its bucket on the
 * key's walk, from 1, so that 0 means empty, and below it the rest of the key: together with the bucket's number that is
 * the whole key, so no two keys are ever taken for one. The t-th step of a walk (t = 1, 2, …) goes t buckets forward.
 * A bucket is filled in the order of its slots and nothing is ever taken out, so that whoever sees an empty slot has
 * seen all that stands before it; the first empty slot is taken by compare-and-swap, and who loses looks again.
 */
import { br, type Code, get, i32, i32c, i64, i64c, type Label, label, loop, op, set, tee, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { KeyLocals } from "./mixing.ts";

const WALK_BITS = 5;
/** Buckets on a walk. */
export const WALK = 2 ** WALK_BITS - 1;
/** Bits of a key's rest in a slot of 64 and 32 bits. */
export const REST_64 = 64 - WALK_BITS;
export const REST_32 = 32 - WALK_BITS;
/** Buckets between the ends of a walk, at most. */
export const WALK_BUCKETS = (WALK * (WALK - 1)) / 2;

export type SlotBits = 32 | 64;
export const SLOTS: Readonly<Record<SlotBits, number>> = { 32: 16, 64: 8 };

/** How one size of slots is handled. */
export interface SlotForm {
  readonly bits: SlotBits;
  readonly type: "i32" | "i64";
  /** Content of a slot at its home, from the rest of the key left-aligned in an i64. */
  entry(rest: Code): Code;
  /** The rest, left-aligned, of a slot's content. */
  rest(entry: Code): Code;
  /** i32: which bucket of its walk it is in, from 1. */
  walked(entry: Code): Code;
  /** What to add to the content with each step of the walk. */
  readonly step: Code;
  load(at: Code): Code;
  store(at: Code, value: Code): Code;
  cas(at: Code, expected: Code, value: Code): Code;
  add(a: Code, b: Code): Code;
  eq(a: Code, b: Code): Code;
  readonly zero: Code;
  splat(entry: Code): Code;
  /** i32: not 0 if a slot of the bucket holds what `all` holds in every lane. */
  holds(bucket: Lanes, all: Local): Code;
  /** i32: bit i is set where slot i is empty. */
  empty(bucket: Lanes): Code;
}

/** The four quarters of a bucket, loaded or about to be. */
type Lanes = (quarter: number) => Code;
export const inMemory =
  (bucket: Local): Lanes =>
  (i) =>
    op("v128.load", [get(bucket)], 16 * i);

const or = (a: Code, b: Code): Code => op("v128.or", [a, b]);
const none: Code = op("i32x4.splat", [i32c(0)]);

function holdsBy(eq: string): SlotForm["holds"] {
  return (bucket, all) => {
    const same = (i: number): Code => op(eq, [bucket(i), get(all)]);
    return op("v128.any_true", [or(or(same(0), same(1)), or(same(2), same(3)))]);
  };
}

const form32: SlotForm = {
  bits: 32,
  type: "i32",
  entry: (rest) => i32.or(i32.wrap(i64.shr_u(rest, i64c(64 - REST_32))), i32c(1 << REST_32)),
  rest: (entry) => i64.shl(i64.extend_u(entry), i64c(64 - REST_32)),
  walked: (entry) => i32.shr_u(entry, i32c(REST_32)),
  step: i32c(1 << REST_32),
  load: (at) => i32.load(at),
  store: (at, value) => i32.store(at, value),
  cas: (at, expected, value) => op("i32.atomic.rmw.cmpxchg", [at, expected, value]),
  add: i32.add,
  eq: i32.eq,
  zero: i32c(0),
  splat: (entry) => op("i32x4.splat", [entry]),
  holds: holdsBy("i32x4.eq"),
  empty: (bucket) => {
    const zeros = (i: number): Code => op("i32x4.eq", [bucket(i), none]);
    const half = (i: number): Code => op("i16x8.narrow_i32x4_s", [zeros(i), zeros(i + 1)]);
    return op("i8x16.bitmask", [op("i8x16.narrow_i16x8_s", [half(0), half(2)])]);
  },
};

const form64: SlotForm = {
  bits: 64,
  type: "i64",
  entry: (rest) => i64.or(i64.shr_u(rest, i64c(64 - REST_64)), i64c(1n << BigInt(REST_64))),
  rest: (entry) => i64.shl(entry, i64c(64 - REST_64)),
  walked: (entry) => i32.wrap(i64.shr_u(entry, i64c(REST_64))),
  step: i64c(1n << BigInt(REST_64)),
  load: (at) => i64.load(at),
  store: (at, value) => i64.store(at, value),
  cas: (at, expected, value) => op("i64.atomic.rmw.cmpxchg", [at, expected, value]),
  add: i64.add,
  eq: i64.eq,
  zero: i64c(0),
  splat: (entry) => op("i64x2.splat", [entry]),
  holds: holdsBy("i64x2.eq"),
  empty: (bucket) => {
    const zeros = (i: number): Code => i32.shl(op("i64x2.bitmask", [op("i64x2.eq", [bucket(i), none])]), i32c(2 * i));
    return i32.or(i32.or(zeros(0), zeros(1)), i32.or(zeros(2), zeros(3)));
  },
};

export const FORMS: Readonly<Record<SlotBits, SlotForm>> = { 32: form32, 64: form64 };

/** What a look-up needs to know of the table, in locals. */
export interface TableLocals {
  readonly base: Local;
  /** i64: kb. */
  readonly kb: Local;
  /** i32: bytes of the table, less those of a bucket. */
  readonly last: Local;
}

/** Address of the home of a mixed key. */
export const homeOf = ({ head }: KeyLocals, { base, kb }: TableLocals): Code =>
  i32.add(get(base), i32.and(i32.wrap(i64.shr_u(get(head), i64.sub(i64c(58), get(kb)))), i32c(-64)));

/** The key without its home, left-aligned. A tail has fewer bits than the home, so that none of them are lost. */
export function restOf({ head, tail }: KeyLocals, kb: Local): Code {
  const rest = i64.shl(get(head), get(kb));
  return tail === null ? rest : i64.or(rest, i64.shr_u(get(tail), i64.sub(i64c(64), get(kb))));
}

export interface Walk {
  readonly form: SlotForm;
  /** Content of the slot that is looked for, at its home. Changed. */
  readonly entry: Local;
  /** Address of the home. Changed. */
  readonly at: Local;
}

/**
 * Walks until the key is found (branches to `found`) or a free slot is met: there `free` runs, with the bits of the
 * free slots in `mask`; if it falls through, the bucket is looked at again. `lost` runs where the walk ends without
 * either, and has to branch away.
 */
export function walk(
  f: Func,
  { form, entry, at }: Walk,
  { base, last }: TableLocals,
  found: Label,
  free: (mask: Local) => readonly Code[],
  lost: readonly Code[],
): readonly Code[] {
  const again = label("bucket");
  const all = f.local("all", "v128");
  const mask = f.local("mask", "i32");
  const step = f.local("step", "i32");
  // Loaded once: were the free slots looked for in a later load than the key, another instance might have put the key
  // before them in between.
  const quarters = [0, 1, 2, 3].map((i) => f.local(`quarter${i}`, "v128"));
  const loaded: Lanes = (i) => get(quarters[i] ?? all);
  return [
    set(step, i32c(0)),
    loop(again, [
      set(all, form.splat(get(entry))),
      ...quarters.map((q, i) => set(q, inMemory(at)(i))),
      br(found, form.holds(loaded, all)),
      when(tee(mask, form.empty(loaded)), free(mask), [
        set(step, i32.add(get(step), i32c(1))),
        when(i32.eq(get(step), i32c(WALK)), lost),
        set(entry, form.add(get(entry), form.step)),
        set(at, onward(at, i32.shl(get(step), i32c(6)), base, last)),
      ]),
      br(again),
    ]),
  ];
}

/** The bucket so many bytes onward, around the end of the table. */
export const onward = (at: Local, bytes: Code, base: Local, last: Local): Code =>
  i32.add(get(base), i32.and(i32.add(i32.sub(get(at), get(base)), bytes), get(last)));

/** Address of the first free slot of a bucket. */
export const firstFree = (form: SlotForm, at: Local, mask: Local): Code =>
  i32.add(get(at), i32.shl(i32.ctz(get(mask)), i32c(form.bits === 32 ? 2 : 3)));
