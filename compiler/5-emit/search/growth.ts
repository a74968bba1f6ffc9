/**
 * Makes the table larger in place: slots of 64 bits become twice as many of 32, or its buckets twice or four times as many.
 * In: a table that no instance uses. Out: `grow`'s part for the table.
 * Not here: the interns' growth (`interns.ts`), look-ups (`slots.ts`).
 *
 * With f times as many buckets the keys of bucket B go to f·(B − walk) and later. From the last bucket down, these places
 * were read already as soon as B ≥ 2 · WALK_BUCKETS. With other slots in the same buckets no key goes farther than it is: from
 * the first bucket up, all before it were read. In both the lowest buckets, where walks around the end arrive too, are set
 * aside before and put in again at the end.
 */
import { BUCKET_BITS, LIMIT, SLOT_BITS, TABLE_BASE, TABLE_BYTES } from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import {
  br,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  ret,
  select,
  set,
  tee,
  unreachable,
  when,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { during, read, write } from "./control.ts";
import {
  FORMS,
  firstFree,
  inMemory,
  onward,
  REST_32,
  REST_64,
  SLOTS,
  type SlotBits,
  WALK,
  WALK_BUCKETS,
} from "./slots.ts";

/** Buckets that are set aside: a power of two, 2 · WALK_BUCKETS at least. */
const ASIDE = 2 ** Math.ceil(Math.log2(2 * WALK_BUCKETS));
/** Bytes of scratch that `grow` needs in an area. */
export const GROWTH_BYTES = 64 * (ASIDE + 1);
/** States per slot from which the table is full, in 256ths: 0.92. */
const LOAD = 236;
const LEAST_BUCKET_BITS = 8;
/** Tables up to so many bytes grow fourfold: less work in all. */
const FOURFOLD_BYTES = 1 << 22;

/** Slots and buckets to begin with, for keys of so many bits. */
export const firstTable = (bits: number): { readonly slotBits: SlotBits; readonly bucketBits: number } =>
  bits <= LEAST_BUCKET_BITS + REST_32
    ? { slotBits: 32, bucketBits: LEAST_BUCKET_BITS }
    : { slotBits: 64, bucketBits: Math.max(LEAST_BUCKET_BITS, bits - REST_64) };

/** Sets LIMIT from the table's size. */
export const setLimit = (): Code => {
  const slots = i32.shl(select(i32c(16), i32c(8), i32.eq(read(SLOT_BITS), i32c(32))), read(BUCKET_BITS));
  return write(LIMIT, i32.mul(i32.shr_u(slots, i32c(8)), i32c(LOAD)));
};

/** () → 0, or 1 where the region of the table has no room. `scratch`: offset of GROWTH_BYTES of the area. */
export function growTable(e: Emission, bits: number, scratch: number): Func {
  const convert = rebuild(e, 64, 32, scratch);
  const wider: Readonly<Record<SlotBits, Func>> = { 32: rebuild(e, 32, 32, scratch), 64: rebuild(e, 64, 64, scratch) };
  const f = e.module.func("growTable", [], "i32");
  const [more, size] = [f.local("more", "i32"), f.local("size", "i32")];
  const fits = (by: Code): Code =>
    i64.ge_u(i64.extend_u(read(TABLE_BYTES)), i64.shl(i64.extend_u(get(size)), i64.extend_u(by)));
  f.body = [
    when(i32.and(i32.eq(read(SLOT_BITS), i32c(64)), i32.le_s(i32c(bits - REST_32), read(BUCKET_BITS))), [
      write(SLOT_BITS, i32c(32)),
      call(convert, [i32c(0)]),
      setLimit(),
      ret(i32c(0)),
    ]),
    set(size, i32.shl(i32c(64), read(BUCKET_BITS))),
    set(more, i32.add(i32c(1), i32.le_u(get(size), i32c(FOURFOLD_BYTES)))),
    when(i32.eqz(fits(get(more))), [set(more, i32c(1)), when(i32.eqz(fits(i32c(1))), [ret(i32c(1))])]),
    write(BUCKET_BITS, i32.add(read(BUCKET_BITS), get(more))),
    when(i32.eq(read(SLOT_BITS), i32c(32)), [call(wider[32], [get(more)])], [call(wider[64], [get(more)])]),
    setLimit(),
    i32c(0),
  ];
  return f;
}

/** (home, rest): puts a key into the table in its new form. */
function place(e: Emission, bits: SlotBits): Func {
  const form = FORMS[bits];
  const f = e.module.func(`place${bits}`, [
    ["home", "i32"],
    ["rest", "i64"],
  ] as const);
  const [home, rest] = [f.param(0), f.param(1)];
  const [base, last, at] = [f.local("base", "i32"), f.local("last", "i32"), f.local("at", "i32")];
  const [entry, mask, step] = [f.local("entry", form.type), f.local("mask", "i32"), f.local("step", "i32")];
  const again = label("bucket");
  f.body = [
    set(base, read(TABLE_BASE)),
    set(last, i32.shl(i32.sub(i32.shl(i32c(1), read(BUCKET_BITS)), i32c(1)), i32c(6))),
    set(at, i32.add(get(base), i32.shl(get(home), i32c(6)))),
    set(entry, form.entry(get(rest))),
    loop(again, [
      when(tee(mask, form.empty(inMemory(at))), [form.store(firstFree(form, at, mask), get(entry)), ret()]),
      set(step, i32.add(get(step), i32c(1))),
      // The table is half full at most: a walk that finds no place would mean that mixing does not mix.
      when(i32.eq(get(step), i32c(WALK)), [unreachable]),
      set(entry, form.add(get(entry), form.step)),
      set(at, onward(at, i32.shl(get(step), i32c(6)), base, last)),
      br(again),
    ]),
  ];
  return f;
}

/** (log2 of how many times as many buckets): BUCKET_BITS and SLOT_BITS tell the new form already. */
function rebuild(e: Emission, from: SlotBits, to: SlotBits, scratch: number): Func {
  const replace = replaceBucket(e, from, to);
  const f = e.module.func(`rebuild${from}to${to}`, [["more", "i32"]]);
  const more = f.param(0);
  const [old, aside, bucket] = [f.local("oldBits", "i32"), f.local("aside", "i32"), f.local("bucket", "i32")];
  const [base, side, one] = [f.local("base", "i32"), f.local("side", "i32"), f.local("one", "i32")];
  const taken = f.local("taken", "i32");
  const at = (of: Local, n: Code): Code => i32.add(get(of), i32.shl(n, i32c(6)));
  const moved = (where: Code): readonly Code[] => [
    set(taken, where),
    ...[0, 16, 32, 48].map((i) => op("v128.store", [get(one), op("v128.load", [get(taken)], i)], i)),
    ...[0, 16, 32, 48].map((i) => op("v128.store", [get(taken), op("i32x4.splat", [i32c(0)])], i)),
    call(replace, [get(one), get(bucket), get(old), get(more)]),
  ];
  const up = set(bucket, i32.add(get(bucket), i32c(1)));
  const count = i32.shl(i32c(1), get(old));
  f.body = [
    set(base, read(TABLE_BASE)),
    set(side, i32.add(get(e.area), i32c(scratch))),
    set(one, at(side, i32c(ASIDE))),
    set(old, i32.sub(read(BUCKET_BITS), get(more))),
    set(aside, select(count, i32c(ASIDE), i32.lt_u(count, i32c(ASIDE)))),
    op("memory.copy", [get(side), get(base), i32.shl(get(aside), i32c(6))]),
    op("memory.fill", [get(base), i32c(0), i32.shl(get(aside), i32c(6))]),
    when(
      get(more),
      [
        set(bucket, count),
        during(i32.gt_u(get(bucket), get(aside)), [
          set(bucket, i32.sub(get(bucket), i32c(1))),
          ...moved(at(base, get(bucket))),
        ]),
      ],
      [set(bucket, get(aside)), during(i32.lt_u(get(bucket), count), [...moved(at(base, get(bucket))), up])],
    ),
    set(bucket, i32c(0)),
    during(i32.lt_u(get(bucket), get(aside)), [
      call(replace, [at(side, get(bucket)), get(bucket), get(old), get(more)]),
      up,
    ]),
  ];
  return f;
}

/** (address of a copy of the bucket, its number, old bits, log2 of how many times as many). */
function replaceBucket(e: Emission, from: SlotBits, to: SlotBits): Func {
  const form = FORMS[from];
  const placed = place(e, to);
  const params = [
    ["copy", "i32"],
    ["bucket", "i32"],
    ["old", "i32"],
    ["more", "i32"],
  ] as const;
  const f = e.module.func(`replace${from}to${to}`, params);
  const [copy, bucket, old, more] = [f.param(0), f.param(1), f.param(2), f.param(3)];
  const [entry, rest, end] = [f.local("entry", form.type), f.local("rest", "i64"), f.local("end", "i32")];
  const next = i64.shr_u(i64.shr_u(get(rest), i64c(1)), i64.extend_u(i32.sub(i32c(63), get(more))));
  f.body = [
    set(end, i32.add(get(copy), i32c(64))),
    during(i32.lt_u(get(copy), get(end)), [
      set(entry, form.load(get(copy))),
      when(form.eq(get(entry), form.zero), [ret()]),
      set(rest, form.rest(get(entry))),
      call(placed, [
        i32.or(i32.shl(homeNumber(form.walked(get(entry)), bucket, get(old)), get(more)), i32.wrap(next)),
        i64.shl(get(rest), i64.extend_u(get(more))),
      ]),
      set(copy, i32.add(get(copy), i32c(64 / SLOTS[from]))),
    ]),
  ];
  return f;
}

/** Number of the home of what is in a bucket: n − 1 steps back, which are (n − 1)·n / 2 buckets. */
export function homeNumber(walked: Code, bucket: Local, bucketBits: Code): Code {
  const back = i32.shr_u(i32.mul(walked, i32.sub(walked, i32c(1))), i32c(1));
  return i32.and(i32.sub(get(bucket), back), i32.sub(i32.shl(i32c(1), bucketBits), i32c(1)));
}
