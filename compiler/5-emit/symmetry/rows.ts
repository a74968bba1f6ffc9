/**
 * Rows: what the state holds of one identity alone, gathered into one or a few integers. Rows move as a whole.
 * In: cells. Out: `Rows` of an id set, and the cells that stand in no row.
 * Not here: the code that gathers and scatters rows (`words.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import type { Cell, Guard } from "./cells.ts";
import { grouped } from "./grouped.ts";
import type { Refs } from "./names.ts";

/** So many bits of a word that stand side by side in the row too. */
export interface Run {
  readonly bits: Bits;
  /** Where in its chunk the lowest of them goes. */
  readonly at: number;
}

/** A place within a row: bits `at … at + width - 1` of one of its chunks. */
export interface RowBits {
  readonly chunk: number;
  readonly at: number;
  readonly width: number;
}

export interface RowPart {
  readonly bits: RowBits;
  readonly guards: readonly (Pick<Guard, "kind" | "value"> & { readonly bits: RowBits })[];
  readonly refs: readonly Refs[];
}

export interface Rows {
  readonly set: number;
  readonly size: number;
  /** Used bits of each chunk, up to 64. Empty: the identities have no rows. */
  readonly chunks: readonly number[];
  /** By identity and chunk. */
  readonly runs: readonly (readonly (readonly Run[])[])[];
  readonly parts: readonly RowPart[];
}

const key = (word: number, shift: number): number => word * 64 + shift;

/** Whether a cell and all that it depends on stand in the row of one identity. */
const isOfOne = (c: Cell, set: number): boolean =>
  c.owners.length === 1 && c.owners[0]?.set === set && c.guards.every((g) => g.owners.length === 1);

/**
 * The rows of a set and the cells left over. Cells that lie over some that do not move with the row are left over too, and
 * where the parts of unions do not stand alike in all rows, all these.
 */
export function rowsOf(set: number, size: number, cells: readonly Cell[]): { rows: Rows; rest: readonly Cell[] } {
  const own = withoutOverlaid(cells, new Set(cells.filter((c) => isOfOne(c, set))));
  return (
    tryRows(set, size, cells, (c) => own.has(c)) ??
    tryRows(set, size, cells, (c) => own.has(c) && c.guards.length === 0) ??
    none(set, size, cells)
  );
}

/** Those of `own` that lie over no other cell, nor depend on one that does; all of a kind or none. */
function withoutOverlaid(cells: readonly Cell[], own: ReadonlySet<Cell>): ReadonlySet<Cell> {
  const others = new Set(cells.flatMap((c) => (own.has(c) ? [] : bitsOf(c.bits))));
  const isOverlaid = (c: Cell): boolean => [c, ...c.guards].some(({ bits }) => bitsOf(bits).some((b) => others.has(b)));
  const kinds = new Set([...own].filter(isOverlaid).map((c) => c.kind));
  return kinds.size === 0 ? own : withoutOverlaid(cells, new Set([...own].filter((c) => !kinds.has(c.kind))));
}

const bitsOf = (b: Bits): readonly number[] => Array.from({ length: b.width }, (_, k) => key(b.word, b.shift + k));

const none = (set: number, size: number, cells: readonly Cell[]): { rows: Rows; rest: readonly Cell[] } => ({
  rows: { set, size, chunks: [], runs: Array.from({ length: size }, () => []), parts: [] },
  rest: cells,
});

function tryRows(set: number, size: number, cells: readonly Cell[], isIn: (c: Cell) => boolean) {
  const own = cells.filter(isIn);
  const kinds = grouped(own, (c) => c.kind);
  const byIdentity = (of: readonly Cell[]): readonly Cell[] => of.toSorted((a, b) => owner(a) - owner(b));
  const parts = [...kinds.values()].map(byIdentity);
  if (parts.some((p) => p.length !== size)) return null;
  const order = orderOf(parts.map((p) => p[0] as Cell));
  const runs: (readonly (readonly Run[])[])[] = [];
  for (let i = 0; i < size; i++) {
    const places = placesOf(
      parts.map((p) => p[i] as Cell),
      parts.map((p) => p[0] as Cell),
      order,
    );
    if (places === null) return null;
    runs.push(order.chunks.map((width, chunk) => runsOf(places[chunk] ?? [], width)));
  }
  const within = (b: Bits): RowBits => ({ ...place(order, b.word, b.shift), width: b.width });
  const rows: Rows = {
    ...{ set, size, chunks: order.chunks, runs },
    parts: parts.map(([first]) => ({
      bits: within((first as Cell).bits),
      guards: (first as Cell).guards.map((g) => ({ kind: g.kind, bits: within(g.bits), value: g.value })),
      refs: (first as Cell).refs,
    })),
  };
  return { rows, rest: cells.filter((c) => !isIn(c)) };
}

const owner = (c: Cell): number => c.owners[0]?.index ?? 0;

interface Order {
  /** Of the bits of identity 0. */
  readonly places: ReadonlyMap<number, { readonly chunk: number; readonly at: number }>;
  readonly chunks: readonly number[];
}

const place = (o: Order, word: number, shift: number): { readonly chunk: number; readonly at: number } => {
  const found = o.places.get(key(word, shift));
  if (found === undefined) throw new Error(`bit ${shift} of word ${word} is in no row`);
  return found;
};

/** The bits of the first identity in their order in the words; bits of one word stay together in one chunk. */
function orderOf(cells: readonly Cell[]): Order {
  const bits = new Set<number>();
  for (const { bits: b } of cells) for (let k = 0; k < b.width; k++) bits.add(key(b.word, b.shift + k));
  const byWord = grouped(
    [...bits].sort((a, b) => a - b),
    (b) => Math.floor(b / 64),
  );
  const places = new Map<number, { chunk: number; at: number }>();
  const chunks: number[] = [];
  for (const of of byWord.values()) {
    if (chunks.length === 0 || (chunks.at(-1) as number) + of.length > 64) chunks.push(0);
    const chunk = chunks.length - 1;
    for (const b of of) {
      places.set(b, { chunk, at: chunks[chunk] as number });
      chunks[chunk] = (chunks[chunk] as number) + 1;
    }
  }
  return { places, chunks };
}

/** For each chunk, which bit of the words each of its bits is; null where two parts disagree. */
function placesOf(cells: readonly Cell[], first: readonly Cell[], order: Order): (readonly number[])[] | null {
  const found = order.chunks.map((width) => new Array<number>(width).fill(-1));
  const taken = new Set<number>();
  for (const [i, c] of cells.entries()) {
    const like = (first[i] as Cell).bits;
    for (let k = 0; k < c.bits.width; k++) {
      const { chunk, at } = place(order, like.word, like.shift + k);
      const to = found[chunk] as number[];
      const here = key(c.bits.word, c.bits.shift + k);
      if (to[at] !== -1 && to[at] !== here) return null;
      if (to[at] === -1 && taken.has(here)) return null;
      to[at] = here;
      taken.add(here);
    }
  }
  return found;
}

function runsOf(places: readonly number[], width: number): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < width; at++) {
    const here = places[at] as number;
    const last = runs.at(-1);
    const joins =
      last !== undefined &&
      Math.floor(here / 64) === last.bits.word &&
      here === key(last.bits.word, last.bits.shift + last.bits.width);
    if (joins) runs[runs.length - 1] = { ...last, bits: { ...last.bits, width: last.bits.width + 1 } };
    else runs.push({ bits: { word: Math.floor(here / 64), shift: here % 64, width: 1 }, at });
  }
  return runs;
}
