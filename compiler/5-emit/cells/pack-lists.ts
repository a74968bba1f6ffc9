/**
 * Packing of sets, bags and maps: ordinals of members and keys, put in order where they are listed.
 * In: packings, a writer. Out: code for each kind.
 * Not here: values of maps (`pack.ts`), the order itself (`arrange.ts`).
 */
import type { Bits, Packing } from "../../../ir/layout.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, when } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import { arrangeFunc, ordinalAt } from "./arrange.ts";
import { ABSENT_CELL, UNDEFINED_CELL } from "./atoms.ts";
import { DATA, LENGTH } from "./lists.ts";
import { MEMBER_BYTES, memberTable } from "./members.ts";
import { type Placed, put, STRAY, type Writer } from "./pack-writer.ts";

/** Goes through a list, so many cells at once, the first of which is in `w.cell` and at the address that `body` gets. */
function eachOf(w: Writer, list: Local, cells: number, body: (at: Local) => readonly Code[]): readonly Code[] {
  const [at, end] = [w.func.local("at", "i32"), w.func.local("end", "i32")];
  const next = label("next");
  return [
    set(at, i32.load(get(list), DATA)),
    set(end, i32.add(get(at), i32.shl(i32.load(get(list), LENGTH), i32c(3)))),
    loop(next, [
      when(i32.lt_u(get(at), get(end)), [
        set(w.cell, i64.load(get(at))),
        ...body(at),
        set(at, i32.add(get(at), i32c(8 * cells))),
        br(next),
      ]),
    ]),
  ];
}

export const members = (w: Writer, packing: Packing & { kind: "set" }, list: Local): readonly Code[] =>
  eachOf(w, list, 1, () => [
    set(w.ordinal, w.objects.ordinals.code(packing.domain.of, w.cell)),
    when(i64.lt_s(get(w.ordinal), i64c(0)), [STRAY]),
    ...putMember(w, packing.members),
  ]);

/** Of the ordinal in `w.ordinal`. */
function putMember(w: Writer, bits: readonly Bits[]): readonly Code[] {
  const [first, second] = bits;
  if (first === undefined) return [];
  const stride = second === undefined ? 1 : second.shift - first.shift;
  if (bits.every((b, i) => b.word === first.word && b.shift === first.shift + stride * i)) {
    const shift = i64.add(i64.mul(get(w.ordinal), i64c(stride)), i64c(first.shift));
    return put(w, { ...first, shift: 0 }, i64.shl(i64c(1), shift));
  }
  const at = w.func.local("entry", "i32");
  const table = memberTable(w.e, bits, (i) => BigInt(i));
  const to = w.func.local("to", "i32");
  return [
    set(at, i32.add(i32c(table), i32.mul(i32.wrap(get(w.ordinal)), i32c(MEMBER_BYTES)))),
    set(to, i32.add(get(w.to), i32.load(get(at)))),
    i64.store(get(to), i64.or(i64.load(get(to)), i64.shl(i64c(1), i64.extend_u(i32.load(get(at), 4))))),
  ];
}

/** The length and, from memory, so many ordinals. */
function putOrdinals(w: Writer, length: Local, at: Bits, ordinals: readonly Bits[]): readonly Code[] {
  const done = label("done");
  const code = ordinals.flatMap((bits, i) => [
    br(done, i32.le_u(get(length), i32c(i))),
    ...put(w, bits, ordinalAt(w.e, i)),
  ]);
  return [...put(w, at, i64.extend_u(get(length))), block(done, code)];
}

export function listed(w: Writer, packing: Packing & { kind: "listed" }, list: Local): readonly Code[] {
  const length = w.func.local("length", "i32");
  return [
    set(length, i32.load(get(list), LENGTH)),
    when(i32.gt_u(get(length), i32c(packing.members.length)), [STRAY]),
    when(call(arrangeFunc(w.e, w.objects, packing.domain.of, 1), [get(list)]), [STRAY]),
    ...putOrdinals(w, length, packing.length, packing.members),
  ];
}

/** `values` gives the code for the values of as many entries as the length says; their cells stand at these places. */
export function entries(
  w: Writer,
  packing: Packing & { kind: "entries" },
  list: Local,
  values: (length: Local, parts: readonly Placed[]) => readonly Code[],
): readonly Code[] {
  const length = w.func.local("length", "i32");
  const base = w.func.local("data", "i32");
  const parts = packing.entries.map(({ value }, i) => ({ base, offset: 16 * i + 8, packing: value, isRest: false }));
  const keys = packing.entries.map(({ key }) => key);
  return [
    set(length, i32.shr_u(i32.load(get(list), LENGTH), i32c(1))),
    when(i32.gt_u(get(length), i32c(packing.entries.length)), [STRAY]),
    when(call(arrangeFunc(w.e, w.objects, packing.domain.key, 2), [get(list)]), [STRAY]),
    ...putOrdinals(w, length, packing.length, keys),
    set(base, i32.load(get(list), DATA)),
    ...values(length, parts),
  ];
}

/** The values of a map by ordinal of their keys, as the rows of a table, at the address in `base`; what is not there is marked. */
export function scattered(w: Writer, packing: Packing & { kind: "map" }, list: Local, base: Local): readonly Code[] {
  const count = packing.places.length;
  const isMarked = packing.places[0]?.present !== null;
  const [at, value] = [w.func.local("row", "i32"), w.func.local("value", "i64")];
  const next = label("next");
  // Where `undefined` says that a key is absent it is no value.
  const isNoValue = i32.or(i64.eq(get(value), i64c(UNDEFINED_CELL)), i64.eq(get(value), i64c(ABSENT_CELL)));
  return [
    set(base, call(w.objects.alloc, [i32c(Math.max(8, 8 * count))])),
    set(at, get(base)),
    loop(next, [
      when(i32.lt_u(get(at), i32.add(get(base), i32c(8 * count))), [
        i64.store(get(at), i64c(isMarked ? ABSENT_CELL : UNDEFINED_CELL)),
        set(at, i32.add(get(at), i32c(8))),
        br(next),
      ]),
    ]),
    ...eachOf(w, list, 2, (entry) => [
      set(w.ordinal, w.objects.ordinals.code(packing.domain.key, w.cell)),
      when(i64.lt_s(get(w.ordinal), i64c(0)), [STRAY]),
      set(value, i64.load(get(entry), 8)),
      ...(isMarked ? [] : [when(isNoValue, [STRAY])]),
      i64.store(i32.add(get(base), i32.shl(i32.wrap(get(w.ordinal)), i32c(3))), get(value)),
    ]),
  ];
}
