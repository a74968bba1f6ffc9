/**
 * Unpacking of sets, bags and maps: the cells of their lists, ascending.
 * In: parts of an image, a writer. Out: code for each kind.
 * Not here: values of maps (`unpack.ts`). Members and keys that are objects are made anew, where the heap is (`kept-members.ts`).
 */
import { isScalar } from "../../../ir/domain.ts";
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { asI64, br, type Code, get, i32, i32c, i64, i64c, label, loop, set, when } from "../wasm/code.ts";
import { ABSENT_CELL, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import { nthOfRuns } from "./enumeration.ts";
import { leavesOf, type Part } from "./image.ts";
import { LENGTH } from "./lists.ts";
import { MEMBER_BYTES, memberTable } from "./members.ts";
import { cellAt, type Item, read, upTo, type Writer } from "./unpack-writer.ts";

/** Members of a set up to which it is unpacked without a loop. */
const MOST_UNROLLED = 16;

/** Writes a part whose cell stands at an offset of the image. */
export type WriteCell = (w: Writer, at: number, part: Part) => readonly Code[];

const dataOf = (w: Writer, { data }: { readonly data: number }): Code => i32.add(get(w.image), i32c(data));

/** So many cells as end after the data begin. */
const setLength = (w: Writer, part: { readonly at: number; readonly data: number }, end: Code): Code =>
  i32.store(get(w.image), i32.shr_u(i32.sub(end, dataOf(w, part)), i32c(3)), part.at + LENGTH);

/** Of scalars every candidate is written to the end of the list, which moves on where it is a member. */
export function members(w: Writer, part: Part & { kind: "set" }): readonly Code[] {
  if (!isScalar(part.packing.domain.of)) return objects(w, part);
  const runs = runsOf(w.objects.atoms, part.packing.domain.of);
  const bits = part.packing.members;
  const end = w.func.local("end", "i32");
  if (bits.length <= MOST_UNROLLED) {
    const writes = bits.flatMap((b, i) => [
      i64.store(get(end), nthOfRuns(runs, i64c(i))),
      set(end, i32.add(get(end), i32.shl(i32.wrap(read(w, b)), i32c(3)))),
    ]);
    return [set(end, dataOf(w, part)), ...writes, setLength(w, part, get(end))];
  }
  const table = memberTable(w.e, bits, (i) => asI64(nthOfRuns(runs, i64c(i))) ?? null);
  const at = w.func.local("at", "i32");
  const next = label("next");
  const word = i64.load(i32.add(get(w.from), i32.load(get(at))));
  const bit = i64.and(i64.shr_u(word, i64.extend_u(i32.load(get(at), 4))), i64c(1));
  return [
    set(end, dataOf(w, part)),
    set(at, i32c(table)),
    loop(next, [
      i64.store(get(end), i64.load(get(at), 8)),
      set(end, i32.add(get(end), i32.shl(i32.wrap(bit), i32c(3)))),
      set(at, i32.add(get(at), i32c(MEMBER_BYTES))),
      br(next, i32.lt_u(get(at), i32c(table + MEMBER_BYTES * bits.length))),
    ]),
    setLength(w, part, get(end)),
  ];
}

/** Stretches of bits side by side, of ordinals that follow each other: {u32 offset of the word, u32 shift, i64 mask, i64 first}. */
const STRETCH_BYTES = 24;

function stretchTable(e: Emission, bits: readonly Bits[]): { readonly from: number; readonly end: number } {
  const stretches: { word: number; shift: number; width: number; first: number }[] = [];
  for (const [i, { word, shift }] of bits.entries()) {
    const last = stretches.at(-1);
    if (last !== undefined && last.word === word && last.shift + last.width === shift) last.width++;
    else stretches.push({ word, shift, width: 1, first: i });
  }
  const bytes = new Uint8Array(STRETCH_BYTES * stretches.length);
  const view = new DataView(bytes.buffer);
  for (const [i, { word, shift, width, first }] of stretches.entries()) {
    const at = STRETCH_BYTES * i;
    view.setUint32(at, 8 * word, true);
    view.setUint32(at + 4, shift, true);
    view.setBigUint64(at + 8, (1n << BigInt(width)) - 1n, true);
    view.setBigUint64(at + 16, BigInt(first), true);
  }
  const from = e.fixed(bytes.length);
  e.module.write(from, bytes);
  return { from, end: from + bytes.length };
}

/** Only members are made, so all bits of a stretch are looked at at once. */
function objects(w: Writer, part: Part & { kind: "set" }): readonly Code[] {
  const { from, end: last } = stretchTable(w.e, part.packing.members);
  const [end, at] = [w.func.local("end", "i32"), w.func.local("at", "i32")];
  const bits = w.func.local("bits", "i64");
  const [next, more] = [label("next"), label("more")];
  const word = i64.load(i32.add(get(w.from), i32.load(get(at))));
  return [
    set(end, dataOf(w, part)),
    set(at, i32c(from)),
    loop(next, [
      when(i32.lt_u(get(at), i32c(last)), [
        set(bits, i64.and(i64.shr_u(word, i64.extend_u(i32.load(get(at), 4))), i64.load(get(at), 8))),
        loop(more, [
          when(i32.eqz(i64.eqz(get(bits))), [
            set(w.ordinal, i64.add(i64.ctz(get(bits)), i64.load(get(at), 16))),
            i64.store(get(end), cellAt(w, part.packing.domain.of, get(w.ordinal))),
            set(end, i32.add(get(end), i32c(8))),
            set(bits, i64.and(get(bits), i64.sub(get(bits), i64c(1)))),
            br(more),
          ]),
        ]),
        set(at, i32.add(get(at), i32c(STRETCH_BYTES))),
        br(next),
      ]),
    ]),
    setLength(w, part, get(end)),
  ];
}

/** A cell that stands in the bits of its ordinal. */
const cellIn = (w: Writer, part: Part & { kind: "listed" | "entries" }, bits: Bits, at: number): readonly Code[] => {
  const { domain } = part.packing;
  return [
    set(w.ordinal, read(w, bits)),
    i64.store(get(w.image), cellAt(w, domain.kind === "map" ? domain.key : domain.of, get(w.ordinal)), at),
  ];
};

export function listed(w: Writer, part: Part & { kind: "listed" }): readonly Code[] {
  const { packing, at, data } = part;
  const items = packing.members.map(
    (bits, i): Item => ({ leaves: 2, write: (inner) => cellIn(inner, part, bits, data + 8 * i) }),
  );
  return [i32.store(get(w.image), i32.wrap(read(w, packing.length)), at + LENGTH), ...upTo(w, packing.length, items)];
}

export function entries(w: Writer, part: Part & { kind: "entries" }, writeCell: WriteCell): readonly Code[] {
  const { packing, at, data } = part;
  const items = packing.entries.map(({ key }, i): Item => {
    const value = part.values[i] as Part;
    const here = data + 16 * i;
    return {
      leaves: 2 + leavesOf(value),
      write: (inner) => [...cellIn(inner, part, key, here), ...writeCell(inner, here + 8, value)],
    };
  });
  return [
    i32.store(get(w.image), i32.shl(i32.wrap(read(w, packing.length)), i32c(1)), at + LENGTH),
    ...upTo(w, packing.length, items),
  ];
}

/** The cell of a value at its home: what is not there is marked. */
export function home(w: Writer, part: Part & { kind: "map" }, i: number, writeCell: WriteCell): readonly Code[] {
  const at = part.homes + 8 * i;
  const present = part.packing.places[i]?.present ?? null;
  const write = writeCell(w, at, part.values[i] as Part);
  if (present === null) return write;
  return [when(i32.wrap(read(w, present)), write, [i64.store(get(w.image), i64c(ABSENT_CELL), at)])];
}

/** The entries that are there, after the values have come to their homes. */
export function gathered(w: Writer, part: Part & { kind: "map" }): readonly Code[] {
  const { packing, homes } = part;
  const [end, at] = [w.func.local("end", "i32"), w.func.local("home", "i32")];
  const value = w.func.local("value", "i64");
  const next = label("next");
  const nobody = packing.places[0]?.present === null ? UNDEFINED_CELL : ABSENT_CELL;
  const index = i32.shr_u(i32.sub(get(at), i32.add(get(w.image), i32c(homes))), i32c(3));
  const isLast = i32.add(get(w.image), i32c(homes + 8 * packing.places.length));
  return [
    set(end, dataOf(w, part)),
    set(at, i32.add(get(w.image), i32c(homes))),
    loop(next, [
      when(i32.lt_u(get(at), isLast), [
        set(value, i64.load(get(at))),
        when(i64.ne(get(value), i64c(nobody)), [
          set(w.ordinal, i64.extend_u(index)),
          i64.store(get(end), cellAt(w, packing.domain.key, get(w.ordinal))),
          i64.store(get(end), get(value), 8),
          set(end, i32.add(get(end), i32c(16))),
        ]),
        set(at, i32.add(get(at), i32c(8))),
        br(next),
      ]),
    ]),
    setLength(w, part, get(end)),
  ];
}
