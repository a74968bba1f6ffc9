/**
 * The table as a host sees it: is a state in it, and all states of a range of buckets.
 * In: control block, keys. Out: exports `contains` and `scan`; the locals of a look-up.
 * Not here: insertion (`consume.ts`), growth (`growth.ts`).
 */
import { BUCKET_BITS, SLOT_BITS, TABLE_BASE } from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { block, br, type Code, get, i32, i32c, i64, i64c, label, ret, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { during, read } from "./control.ts";
import { homeNumber } from "./growth.ts";
import { type Keys, keyLocals } from "./key.ts";
import { mix, unmix } from "./mixing.ts";
import { FORMS, homeOf, restOf, SLOTS, type SlotBits, type TableLocals, walk } from "./slots.ts";

export function tableLocals(f: Func): { readonly table: TableLocals; readonly set: readonly Code[] } {
  const table = { base: f.local("base", "i32"), kb: f.local("kb", "i64"), last: f.local("last", "i32") };
  return {
    table,
    set: [
      set(table.base, read(TABLE_BASE)),
      set(table.kb, i64.extend_u(read(BUCKET_BITS))),
      set(table.last, i32.shl(i32.sub(i32.shl(i32c(1), read(BUCKET_BITS)), i32c(1)), i32c(6))),
    ],
  };
}

/** Runs one or the other, by the form that the table's slots have now. */
export const bySlots = (of: Readonly<Record<SlotBits, readonly Code[]>>): Code =>
  when(i32.eq(read(SLOT_BITS), i32c(32)), of[32], of[64]);

/** contains(address of a packed state) → 1 if it is in the table, else 0. */
export function exportContains(e: Emission, keys: Keys): void {
  const f = e.module.func("contains", [["state", "i32"]], "i32", "contains");
  const key = keyLocals(f, keys.bits);
  const { table, set: setTable } = tableLocals(f);
  const at = f.local("at", "i32");
  const search = (bits: SlotBits): readonly Code[] => {
    const form = FORMS[bits];
    const entry = f.local("entry", form.type);
    const found = label("found");
    const start = [set(entry, form.entry(restOf(key, table.kb))), set(at, homeOf(key, table))];
    const absent = [ret(i32c(0))];
    return [
      block(found, [...start, ...walk(f, { form, entry, at }, table, found, () => absent, absent)]),
      ret(i32c(1)),
    ];
  };
  const unknown = label("unknown");
  f.body = [
    block(unknown, [
      ...setTable,
      ...keys.find(f, key, f.param(0), unknown),
      ...mix(key, keys.bits),
      bySlots({ 32: search(32), 64: search(64) }),
    ]),
    i32c(0),
  ];
}

/**
 * scan(from, to, out) → number of states in the buckets from … to - 1, stored one after the other at `out`; up to 16 per
 * bucket. In no order that means anything.
 */
export function exportScan(e: Emission, keys: Keys): void {
  const f = e.module.func(
    "scan",
    [
      ["from", "i32"],
      ["to", "i32"],
      ["out", "i32"],
    ] as const,
    "i32",
    "scan",
  );
  const [bucket, to, out] = [f.param(0), f.param(1), f.param(2)];
  const key = keyLocals(f, keys.bits);
  const [count, slot, end, rest] = [
    f.local("count", "i32"),
    f.local("slot", "i32"),
    f.local("end", "i32"),
    f.local("rest", "i64"),
  ];
  const kb = i64.extend_u(read(BUCKET_BITS));
  const all = (bits: SlotBits): readonly Code[] => {
    const form = FORMS[bits];
    const entry = f.local("entry", form.type);
    const home = i64.extend_u(homeNumber(form.walked(get(entry)), bucket, read(BUCKET_BITS)));
    const stored = [
      set(rest, form.rest(get(entry))),
      set(key.head, i64.or(i64.shl(home, i64.sub(i64c(64), kb)), i64.shr_u(get(rest), kb))),
      ...(key.tail === null ? [] : [set(key.tail, i64.shl(get(rest), i64.sub(i64c(64), kb)))]),
      ...unmix(key, keys.bits),
      ...keys.store(f, key, out),
      set(out, i32.add(get(out), i32c(8 * e.layout.words.length))),
      set(count, i32.add(get(count), i32c(1))),
    ];
    const last = label("last");
    const slots = [
      set(entry, form.load(get(slot))),
      br(last, form.eq(get(entry), form.zero)),
      ...stored,
      set(slot, i32.add(get(slot), i32c(64 / SLOTS[bits]))),
    ];
    return [block(last, [during(i32.lt_u(get(slot), get(end)), slots)])];
  };
  f.body = [
    during(i32.lt_u(get(bucket), get(to)), [
      set(slot, i32.add(read(TABLE_BASE), i32.shl(get(bucket), i32c(6)))),
      set(end, i32.add(get(slot), i32c(64))),
      bySlots({ 32: all(32), 64: all(64) }),
      set(bucket, i32.add(get(bucket), i32c(1))),
    ]),
    get(count),
  ];
}
