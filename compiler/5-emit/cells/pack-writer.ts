/**
 * A function under construction that reads cells and writes packed words: shared by all that packing consists of.
 * In: an emission. Out: `Writer`, `put`, functions of their own for what is large.
 * Not here: what is read and written (`pack.ts`, `pack-lists.ts`).
 */
import type { Bits, Packing } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { type Code, get, i32c, i64, i64c, ret, set } from "../wasm/code.ts";
import type { Func, Global, Local } from "../wasm/module.ts";
import type { Atoms } from "./atoms.ts";
import type { Families } from "./families.ts";
import type { Ordinals } from "./ordinals.ts";

/** What packing needs of `Objects`. */
export interface Shared {
  readonly atoms: Atoms;
  readonly families: Families;
  readonly ordinals: Ordinals;
  readonly alloc: Func;
  readonly dirty: Global;
}

/** Bits are gathered in locals and added to the memory at its end. */
export interface Writer {
  readonly e: Emission;
  readonly objects: Shared;
  readonly func: Func;
  readonly to: Local;
  readonly words: Map<number, Local>;
  readonly cell: Local;
  readonly ordinal: Local;
}

/** A part of a state and where its cell is found. */
export interface Placed {
  readonly base: Local;
  readonly offset: number;
  readonly packing: Packing;
  /** In a hidden pc, whose packing may have fewer values than its domain: one that it has not is a fault of ours. */
  readonly isRest: boolean;
  /** One bit to be set besides; the part is left out where its cell is `ABSENT_CELL`. */
  readonly present?: Bits | null;
}

/** Leaves the function: a value is outside its domain. */
export const STRAY = ret(i32c(1));

/** The body finds its object at the address that is the first parameter. */
export function funcOf(
  e: Emission,
  objects: Shared,
  name: string,
  body: (w: Writer, object: Local) => readonly Code[],
): Func {
  const func = e.module.func(
    name,
    [
      ["object", "i32"],
      ["to", "i32"],
    ],
    "i32",
  );
  const [cell, ordinal] = [func.local("cell", "i64"), func.local("ordinal", "i64")];
  const w: Writer = { e, objects, func, to: func.param(1), words: new Map(), cell, ordinal };
  const code = body(w, func.param(0));
  const stores = [...w.words].map(([word, bits]) =>
    i64.store(get(w.to), i64.or(i64.load(get(w.to), 8 * word), get(bits)), 8 * word),
  );
  func.body = [...code, ...stores, i32c(0)];
  return func;
}

export function put(w: Writer, { word, shift, width }: Bits, value: Code): readonly Code[] {
  if (width === 0) return [];
  const bits = w.words.get(word) ?? w.func.local(`word${word}`, "i64");
  w.words.set(word, bits);
  return [set(bits, i64.or(get(bits), i64.shl(value, i64c(shift))))];
}

/** How many scalars a packing has, near enough. */
export function leavesOf(packing: Packing): number {
  const sum = (parts: readonly Packing[]): number => parts.reduce((n, p) => n + leavesOf(p), 1);
  switch (packing.kind) {
    case "scalar":
      return 1;
    case "set":
      return 4;
    case "listed":
      return 4 + packing.members.length;
    case "map":
      return 4 + sum(packing.places.map((p) => p.value));
    case "entries":
      return 4 + packing.entries.length + sum(packing.entries.map((x) => x.value));
    case "record":
      return sum(packing.fields);
    case "table":
      return sum(packing.rows);
    case "seq":
      return sum(packing.elements);
    case "union":
      return sum(packing.members);
  }
}
