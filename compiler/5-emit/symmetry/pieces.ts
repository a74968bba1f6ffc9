/**
 * What a part of a state consists of: pieces that stand in bits of their own, and pieces that stand in an ordinal.
 * In: packings and positions of bits, or domains and ordinals. Out: `Piece`, `piecesOf`.
 * Not here: what is said of them (`whole-colors.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import { block, br, type Code, get, i32, i32c, i64, i64c, label, loop, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { eachDigit } from "./digits.ts";
import { eachMember, readSlot, type Slots, slotsAt } from "./slots.ts";
import { type Chunked, SLOT_BYTES, slotsOf } from "./wholes.ts";
import type { Codes } from "./words.ts";

export type Piece =
  /** `at`: an i64, in a local or a constant. */
  | { readonly kind: "ordinal"; readonly domain: Domain; readonly at: Code }
  /** `at`: address of the positions of its bits, an i32. */
  | { readonly kind: "bits"; readonly packing: Packing; readonly state: Local; readonly at: Code };

/** Code for pieces as they are met. */
export interface Visit {
  /** Of a record, or the member of a union: index of the field or member. */
  field(i: number, piece: Piece): Codes;
  /** Of a table or map: a row that is there, under its key. */
  entry(key: Piece, value: Piece): Codes;
  /** Of a set or bag. */
  member(piece: Piece): Codes;
  /** Of a sequence; `position` is an i32. */
  element(position: Local, piece: Piece): Codes;
}

const numbered = (domain: Domain, at: Local): Piece => ({ kind: "ordinal", domain, at: get(at) });

/** The pieces of a value that is not scalar, at an ordinal in a local that is used up. */
export function piecesOfOrdinal(f: Func, d: Domain, o: Local, visit: Visit): Codes {
  const none = (): Codes => [];
  const keyOf = d.kind === "table" || d.kind === "map" ? d.key : d;
  const valueOf = d.kind === "table" || d.kind === "map" ? d.value : d;
  const partOf = d.kind === "set" || d.kind === "seq" ? d.of : d;
  const entry = (key: Local, value: Local): Codes => visit.entry(numbered(keyOf, key), numbered(valueOf, value));
  return eachDigit(f, d, o, {
    field: (i, of, digit) => visit.field(i, numbered(of, digit)),
    row: entry,
    entry,
    member: (digit) => visit.member(numbered(partOf, digit)),
    shorter: none,
    element: (position, digit) => visit.element(position, numbered(partOf, digit)),
    choice: (i, of, digit) => visit.field(i, numbered(of, digit)),
  });
}

/** The pieces of a part whose bits have their positions where `slots` says. */
export function piecesOfBits(f: Func, p: Packing, slots: Slots, isChunked: Chunked, visit: Visit): Codes {
  const { state } = slots;
  const skip = (first: number): Code => i32.add(get(slots.at), i32c(SLOT_BYTES * first));
  const part = (packing: Packing, at: Code): Piece => ({ kind: "bits", packing, state, at });
  const nth = (packing: Packing, i: Local, stride: number, first: number): Piece =>
    part(packing, i32.add(slotsAt(slots, get(i), stride), i32c(SLOT_BYTES * first)));
  const ordinal = f.local("ordinal", "i64");
  switch (p.kind) {
    case "scalar":
      throw new Error("a scalar has no pieces");
    case "record": {
      let first = 0;
      return p.fields.flatMap((field, i) => {
        const own = visit.field(i, part(field, skip(first)));
        first += slotsOf(field);
        return own;
      });
    }
    case "table":
    case "map": {
      const { key } = p.domain;
      const values = p.kind === "table" ? p.rows : p.places.map((x) => x.value);
      const marks = p.kind === "map" && p.places.some((x) => x.present !== null) ? 1 : 0;
      const [like] = values;
      if (like === undefined) return [];
      const stride = marks + slotsOf(like);
      return upTo(f, i32c(values.length), (i) => {
        const own = [
          set(ordinal, i64.extend_u(get(i))),
          ...visit.entry(numbered(key, ordinal), nth(like, i, stride, marks)),
        ];
        if (marks === 0) return own;
        return [when(i32.wrap(readSlot(f, slots, 0, 1, slotsAt(slots, get(i), stride))), own)];
      });
    }
    case "set":
      return [...eachMember(f, slots, p.members.length, isChunked(p), (o) => visit.member(numbered(p.domain.of, o)))];
    case "listed": {
      const { of } = p.domain;
      const width = p.members[0]?.width ?? 0;
      return upTo(f, i32.wrap(readSlot(f, slots, 0, p.length.width)), (i) => [
        set(ordinal, readSlot(f, slots, 1, width, slotsAt(slots, get(i), 1))),
        ...visit.member(numbered(of, ordinal)),
      ]);
    }
    case "entries": {
      const [like] = p.entries;
      if (like === undefined) return [];
      const stride = 1 + slotsOf(like.value);
      return upTo(f, i32.wrap(readSlot(f, slots, 0, p.length.width)), (i) => [
        set(ordinal, readSlot(f, slots, 1, like.key.width, slotsAt(slots, get(i), stride))),
        ...visit.entry(numbered(p.domain.key, ordinal), nth(like.value, i, stride, 2)),
      ]);
    }
    case "seq": {
      const [like] = p.elements;
      if (like === undefined) return [];
      return upTo(f, i32.wrap(readSlot(f, slots, 0, p.length.width)), (i) =>
        visit.element(i, nth(like, i, slotsOf(like), 1)),
      );
    }
    case "union": {
      const tag = f.local("tag", "i64");
      const end = label("end");
      let first = 1;
      const members = p.members.map((m, i) => {
        const own = when(i64.eq(get(tag), i64c(i)), [...visit.field(i, part(m, skip(first))), br(end)]);
        first += slotsOf(m);
        return own;
      });
      return [set(tag, readSlot(f, slots, 0, p.tag.width)), block(end, members)];
    }
  }
}

function upTo(f: Func, count: Code, body: (i: Local) => Codes): Codes {
  const [i, end] = [f.local("i", "i32"), f.local("end", "i32")];
  const next = label("next");
  const step = set(i, i32.add(get(i), i32c(1)));
  return [
    set(end, count),
    set(i, i32c(0)),
    loop(next, [when(i32.lt_u(get(i), get(end)), [...body(i), step, br(next)])]),
  ];
}
