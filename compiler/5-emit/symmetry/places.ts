/**
 * Where cells of one kind stand, by the identities that own them: found while code is made as far as these are known,
 * else computed, or looked up where the layout is not regular.
 * In: cells that stand in no row. Out: `placesOf`, `eachOwner`.
 * Not here: what is written there (`image.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, get, i32, i32c, i64, i64c, label, loop, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Cell } from "./cells.ts";
import { grouped } from "./grouped.ts";

export type Target =
  | { readonly kind: "known"; readonly bits: Bits }
  /** An i64. */
  | { readonly kind: "shifted"; readonly word: number; readonly shift: Code }
  /** An i32: 64 × word + shift. */
  | { readonly kind: "computed"; readonly position: Code };

export interface Places {
  /** All of one kind. */
  readonly cells: readonly Cell[];
  /** The sets of their owners, outermost first, and the sizes of these. */
  readonly sets: readonly number[];
  readonly sizes: readonly number[];
  /** The words that some of them stand in. */
  readonly words: readonly number[];
  /** Where the cell of these owners stands; each a number or an i32. */
  at(e: Emission, owners: readonly (number | Code)[]): Target;
}

/** By kind of cell. `sizeOf` gives the size of an id set. */
export const placesOf = (cells: readonly Cell[], sizeOf: (set: number) => number): readonly Places[] =>
  [...grouped(cells, (c) => c.kind).values()].map((alike) => placesOfKind(alike, sizeOf));

function placesOfKind(cells: readonly Cell[], sizeOf: (set: number) => number): Places {
  const sets = (cells[0]?.owners ?? []).map((o) => o.set);
  const sizes = sets.map(sizeOf);
  const words = [...new Set(cells.map((c) => c.bits.word))].sort((a, b) => a - b);
  const byOwners = new Map(
    cells.map((c) => [
      indexOf(
        sizes,
        c.owners.map((o) => o.index),
      ),
      c.bits,
    ]),
  );
  const [only = 0, other] = words;
  const position = (b: Bits): number => (other === undefined ? b.shift : 64 * b.word + b.shift);
  const all = Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, (_, i) => position(placeOf(byOwners, i)));
  const steps = regular(all, sizes);
  let table: number | null = null;
  return {
    ...{ cells, words, sets, sizes },
    at(e, owners) {
      if (owners.every((o) => typeof o === "number"))
        return { kind: "known", bits: placeOf(byOwners, indexOf(sizes, owners as readonly number[])) };
      const codes = owners.map((o) => (typeof o === "number" ? i32c(o) : o));
      let code: Code;
      if (steps !== null)
        code = codes.reduce((sum, o, k) => i32.add(sum, i32.mul(o, i32c(steps[k] as number))), i32c(all[0] as number));
      else {
        table ??= writeTable(e, all);
        code = i32.load(
          i32.mul(
            codes.reduce((sum, o, k) => i32.add(i32.mul(sum, i32c(sizes[k] as number)), o)),
            i32c(4),
          ),
          table,
        );
      }
      if (other !== undefined) return { kind: "computed", position: code };
      return { kind: "shifted", word: only, shift: i64.extend_u(code) };
    },
  };
}

/** Mixed radix, the last fastest. */
const indexOf = (sizes: readonly number[], owners: readonly number[]): number =>
  owners.reduce((sum, o, k) => sum * (sizes[k] as number) + o, 0);

function placeOf(by: ReadonlyMap<number, Bits>, index: number): Bits {
  const found = by.get(index);
  if (found === undefined) throw new Error("a cell that has no like for other identities");
  return found;
}

/** How far on the next of each owner stands, where that is the same everywhere; else null. */
function regular(all: readonly number[], sizes: readonly number[]): readonly number[] | null {
  const radix = sizes.map((_, k) => sizes.slice(k + 1).reduce((a, b) => a * b, 1));
  const steps = sizes.map((n, k) => (n < 2 ? 0 : (all[radix[k] as number] as number) - (all[0] as number)));
  const expected = (i: number): number =>
    steps.reduce(
      (sum, s, k) => sum + s * (Math.floor(i / (radix[k] as number)) % (sizes[k] as number)),
      all[0] as number,
    );
  return all.every((x, i) => x === expected(i)) ? steps : null;
}

/** Positions as u32; gives their absolute address. */
function writeTable(e: Emission, positions: readonly number[]): number {
  const at = e.fixed(4 * positions.length);
  const bytes = new Uint8Array(4 * positions.length);
  const view = new DataView(bytes.buffer);
  for (const [i, p] of positions.entries()) view.setUint32(4 * i, p, true);
  e.module.write(at, bytes);
  return at;
}

/** An identity whose index is only known when code runs. */
export interface AnyIdentity {
  readonly set: number;
  readonly index: Local;
}

/** Does something for the cells of all owners, in a loop for each: code does not grow with their number. */
export function eachOwner(f: Func, places: Places, body: (owners: readonly AnyIdentity[]) => readonly Code[]): Code[] {
  const owners = places.sets.map((of): AnyIdentity => ({ set: of, index: f.local("owner", "i32") }));
  let code = [...body(owners)];
  for (const [k, { index }] of [...owners.entries()].reverse()) {
    const next = label("next");
    const step = set(index, i32.add(get(index), i32c(1)));
    code = [
      set(index, i32c(0)),
      loop(next, [...code, step, br(next, i32.lt_u(get(index), i32c(places.sizes[k] as number)))]),
    ];
  }
  return code;
}

/** The cell of these owners in the state at an address, an i64. */
export function readAt(
  e: Emission,
  f: Func,
  code: Code[],
  places: Places,
  owners: readonly AnyIdentity[],
  state: Code,
): Code {
  const at = places.at(
    e,
    owners.map((o) => get(o.index)),
  );
  const width = places.cells[0]?.bits.width ?? 0;
  const mask = i64c((1n << BigInt(width)) - 1n);
  switch (at.kind) {
    case "known":
      throw new Error("the owners are known");
    case "shifted":
      return i64.and(i64.shr_u(i64.load(state, 8 * at.word), at.shift), mask);
    case "computed": {
      const position = f.local("position", "i32");
      code.push(set(position, at.position));
      const address = i32.add(state, i32.mul(i32.shr_u(get(position), i32c(6)), i32c(8)));
      return i64.and(i64.shr_u(i64.load(address), i64.extend_u(get(position))), mask);
    }
  }
}
