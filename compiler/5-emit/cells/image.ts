/**
 * The image: a state as objects, at places that are the same for every state. What does not depend on the state (fields that are
 * not there, where parts and lists stand) is a template, copied once; unpacking writes the rest.
 * In: layout, families. Out: `planImage`: the parts of an image, its size, `prepare`.
 * Not here: what unpacking writes (`unpack.ts`), the way back (`pack.ts`).
 */
import type { Packing } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { asI64, br, get, i32, i32c, label, loop, op, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { ABSENT_CELL, type ObjectKind, objectCell } from "./atoms.ts";
import type { Families } from "./families.ts";
import { CAPACITY, DATA, LIST_BYTES } from "./lists.ts";

/** Mirrors the packing; `at` is an offset from the image's base. */
export type Part =
  | { readonly kind: "scalar"; readonly packing: Packing & { kind: "scalar" } }
  | {
      readonly kind: "record";
      readonly packing: Packing & { kind: "record" };
      readonly at: number;
      /** How many fields its family has. */
      readonly count: number;
      readonly fields: readonly { readonly offset: number; readonly part: Part }[];
    }
  | {
      readonly kind: "table";
      readonly packing: Packing & { kind: "table" };
      readonly at: number;
      readonly rows: readonly Part[];
    }
  | { readonly kind: "set"; readonly packing: Packing & { kind: "set" }; readonly at: number; readonly data: number }
  | {
      readonly kind: "listed";
      readonly packing: Packing & { kind: "listed" };
      readonly at: number;
      readonly data: number;
    }
  | {
      readonly kind: "map";
      readonly packing: Packing & { kind: "map" };
      readonly at: number;
      readonly data: number;
      /** Where the cells of the values of all keys stand, before those that are there go to the list. */
      readonly homes: number;
      readonly values: readonly Part[];
    }
  | {
      readonly kind: "entries";
      readonly packing: Packing & { kind: "entries" };
      readonly at: number;
      readonly data: number;
      readonly values: readonly Part[];
    }
  | {
      readonly kind: "seq";
      readonly packing: Packing & { kind: "seq" };
      readonly at: number;
      readonly data: number;
      readonly elements: readonly Part[];
    }
  | { readonly kind: "union"; readonly packing: Packing & { kind: "union" }; readonly members: readonly Part[] };

export type ObjectPart = Exclude<Part, { kind: "scalar" | "union" }>;

/** Of what kind the object is that a packing holds. */
export function objectKind(packing: ObjectPart["packing"]): ObjectKind {
  if (packing.kind === "listed") return packing.domain.kind;
  return packing.kind === "entries" ? "map" : packing.kind;
}

export interface Image {
  readonly state: Part & { kind: "record" };
  /** A multiple of 8. The state's record stands at its beginning. */
  readonly bytes: number;
  /** (image i32): makes an image of whatever stands there, its state not yet unpacked. */
  readonly prepare: Func;
}

/** Collects what the template holds. */
interface Draft {
  readonly e: Emission;
  readonly families: Families;
  bytes: number;
  readonly cells: Map<number, bigint>;
  readonly words: Map<number, number>;
  /** Offsets of 32-bit addresses that count from the image's base. */
  readonly addresses: number[];
}

export function planImage(e: Emission, families: Families): Image {
  const draft: Draft = { e, families, bytes: 0, cells: new Map(), words: new Map(), addresses: [] };
  const state = plan(draft, e.layout.state);
  if (state.kind !== "record" || state.at !== 0) throw new Error("the state is no record at the beginning");
  return { state, bytes: draft.bytes, prepare: prepare(draft) };
}

function take(draft: Draft, bytes: number): number {
  const at = draft.bytes;
  draft.bytes += Math.ceil(Math.max(bytes, 8) / 8) * 8;
  return at;
}

function plan(draft: Draft, packing: Packing): Part {
  switch (packing.kind) {
    case "scalar":
      return { kind: "scalar", packing };
    case "record": {
      const family = draft.families.of(packing.domain);
      const at = take(draft, family.bytes);
      for (let i = 0; i < family.fields.length; i++) draft.cells.set(at + 8 * i, ABSENT_CELL);
      const fields = packing.fields.map((p, i) => {
        const offset = draft.families.fieldOffset(packing.domain, packing.domain.fields[i]?.name ?? "");
        draft.cells.delete(at + offset);
        return { offset, part: placed(draft, p, at + offset) };
      });
      return { kind: "record", packing, at, count: family.fields.length, fields };
    }
    case "table": {
      const at = take(draft, 8 * packing.rows.length);
      return { kind: "table", packing, at, rows: packing.rows.map((p, i) => placed(draft, p, at + 8 * i)) };
    }
    case "set": {
      const { at, data } = list(draft, packing.members.length);
      return { kind: "set", packing, at, data };
    }
    case "listed": {
      const { at, data } = list(draft, packing.members.length);
      return { kind: "listed", packing, at, data };
    }
    case "map": {
      const { at, data } = list(draft, 2 * packing.places.length);
      const homes = take(draft, 8 * packing.places.length);
      const values = packing.places.map(({ value }, i) => placed(draft, value, homes + 8 * i));
      return { kind: "map", packing, at, data, homes, values };
    }
    case "entries": {
      const { at, data } = list(draft, 2 * packing.entries.length);
      const values = packing.entries.map(({ value }, i) => placed(draft, value, data + 16 * i + 8));
      return { kind: "entries", packing, at, data, values };
    }
    case "seq": {
      const { at, data } = list(draft, packing.elements.length);
      const elements = packing.elements.map((p, i) => placed(draft, p, data + 8 * i));
      return { kind: "seq", packing, at, data, elements };
    }
    case "union":
      return { kind: "union", packing, members: packing.members.map((m) => plan(draft, m)) };
  }
}

function list(draft: Draft, capacity: number): { at: number; data: number } {
  const at = take(draft, LIST_BYTES);
  const data = take(draft, 8 * capacity);
  draft.words.set(at + CAPACITY, capacity);
  draft.words.set(at + DATA, data);
  draft.addresses.push(at + DATA);
  return { at, data };
}

/** A part whose cell stands at a place; where the part is always there, so is its cell. */
function placed(draft: Draft, packing: Packing, cell: number): Part {
  const part = plan(draft, packing);
  if (part.kind === "scalar" || part.kind === "union") return part;
  draft.cells.set(cell, asI64(objectCell(objectKind(part.packing), i32c(part.at), countOfPart(part))) ?? 0n);
  draft.addresses.push(cell);
  return part;
}

/** What stands in the part's cell as its count of cells. */
export function countOfPart(part: ObjectPart): number {
  if (part.kind === "record") return part.count;
  return part.kind === "table" ? part.rows.length : 0;
}

/** Copies the template and adds the base to its addresses, which are the low halves of their cells. */
function prepare(draft: Draft): Func {
  const { e } = draft;
  const template = new DataView(new ArrayBuffer(draft.bytes));
  for (const [at, cell] of draft.cells) template.setBigUint64(at, cell, true);
  for (const [at, word] of draft.words) template.setUint32(at, word, true);
  const from = e.fixed(draft.bytes, 64);
  e.module.write(from, new Uint8Array(template.buffer));
  const addresses = e.fixed(4 * draft.addresses.length);
  e.module.write(addresses, new Uint8Array(Uint32Array.from(draft.addresses).buffer));

  const f = e.module.func("prepare", [["image", "i32"]]);
  const image = f.param(0);
  const at = f.local("at", "i32");
  const cell = f.local("cell", "i32");
  const next = label("next");
  const end = addresses + 4 * draft.addresses.length;
  f.body = [
    op("memory.copy", [get(image), i32c(from), i32c(draft.bytes)]),
    set(at, i32c(addresses)),
    loop(next, [
      when(i32.lt_u(get(at), i32c(end)), [
        set(cell, i32.add(get(image), i32.load(get(at)))),
        i32.store(get(cell), i32.add(i32.load(get(cell)), get(image))),
        set(at, i32.add(get(at), i32c(4))),
        br(next),
      ]),
    ]),
  ];
  return f;
}

/** How many scalars a part has: measures the code that it takes. */
export function leavesOf(part: Part): number {
  const sum = (parts: readonly Part[]): number => parts.reduce((n, p) => n + leavesOf(p), 1);
  switch (part.kind) {
    case "scalar":
      return 1;
    case "record":
      return sum(part.fields.map((x) => x.part));
    case "table":
      return sum(part.rows);
    case "set":
      return 1 + Math.min(part.packing.members.length, 16);
    case "listed":
      return 1 + 2 * part.packing.members.length;
    case "map":
      return 2 + sum(part.values);
    case "entries":
      return part.values.length + sum(part.values);
    case "seq":
      return sum(part.elements);
    case "union":
      return sum(part.members);
  }
}
