/**
 * Groups of id sets whose permutations do not touch the same cells: each is reduced by itself, in any order.
 * In: a layout, the symmetry sets. Out: `Group`, `groupsOf`; `Reduction`, what each way of reducing a group gives.
 * Not here: the ways (`sort-rows.ts`, `few-images.ts`, `refined.ts`) and the choice among them (`canonical.ts`).
 */
import type { Layout } from "../../../ir/layout.ts";
import { eachBits } from "../../../ir/layout-bits.ts";
import type { IdSet } from "../../../ir/model.ts";
import type { Emission } from "../emission.ts";
import type { Func } from "../wasm/module.ts";
import { type Cell, changesOf, coverOf, coverOfBits } from "./cells.ts";
import { namedIn, type Refs } from "./names.ts";
import { type Places, placesOf } from "./places.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { type WholeKind, wholeKindsOf } from "./wholes.ts";

export interface Group {
  readonly sets: readonly { readonly set: number; readonly size: number }[];
  /** One for each set. */
  readonly rows: readonly Rows[];
  /** Cells in no row, among them those that do not move but lie over some that do. */
  readonly cells: readonly Cell[];
  /** The same by kind. */
  readonly kinds: readonly Places[];
  /** Kinds of cells besides these, of so many that code goes through them in loops; they are always there and name nobody. */
  readonly looped: readonly Places[];
  /** What is put together anew. */
  readonly wholes: readonly WholeKind[];
  /** By word, the bits of wholes. */
  readonly wholeBits: readonly bigint[];
  /** By word, the bits that neither rows nor cells nor wholes cover: they stay. */
  readonly kept: readonly bigint[];
  /** Whether any cell names an identity. */
  readonly refers: boolean;
}

/** What every part of the emission of a group works with. */
export interface Site {
  readonly emission: Emission;
  readonly group: Group;
  /** Offset in the area of the new index (i32) of each identity of each id set of the model; with `PAD` entries around. */
  readonly to: number;
  /** Offset in the area of as many words as a state has, for images that are put together in memory. */
  readonly scattered: number;
  /** Where in `to` the identities of a set begin, as an index. */
  first(set: number): number;
}

/**
 * Entries before and after a table by identity. A domain with few ordinals besides the identities may look up these as
 * well, in vain.
 */
export const PAD = 8;

export const isNarrow = (r: Refs): boolean => r.base <= PAD && r.count - r.base - r.size <= PAD;

export interface Reduction {
  /** `(state i32)`: makes the representative of one packed state, in place. */
  readonly inPlace: Func;
  /** `(state i32)`: writes to `Site.to` for the group's sets which permutation leads from the state to its representative. */
  readonly trace: Func;
}

/** Cells of one kind that have code of their own each, unless there are more. */
export const MOST_UNROLLED = 400;

/** Sets that some cell has to do with at once are of one group. More cells of a kind than `unrolled` are gone through in loops. */
export function groupsOf(
  layout: Layout,
  idSets: readonly IdSet[],
  symmetry: readonly number[],
  unrolled: number,
): readonly Group[] {
  const root = new Map(symmetry.map((s) => [s, s]));
  const find = (s: number): number => {
    const up = root.get(s) ?? s;
    return up === s ? s : find(up);
  };
  const all = new Set(symmetry);
  const join = ([first, ...others]: readonly number[]): void => {
    for (const other of others) if (first !== undefined) root.set(find(other), find(first));
  };
  const { cells, wholes } = changesOf(layout, all);
  for (const c of cells) join([...c.owners, ...c.refs].map((x) => x.set));
  for (const w of wholes) join([...w.owners.map((o) => o.set), ...namedIn(w.packing.domain, all)]);
  const roots = [...new Set(symmetry.map(find))];
  const setsOf = (r: number): readonly number[] => symmetry.filter((s) => find(s) === r);
  const groups = roots.map((r) => groupOf(layout, idSets, setsOf(r), unrolled));
  // Identities of which the state says nothing may take any order.
  return groups.filter(
    (g) => g.cells.length + g.looped.length + g.wholes.length > 0 || g.rows.some((r) => r.chunks.length > 0),
  );
}

const canLoop = (k: Places): boolean =>
  k.sets.length > 1 && k.cells.every((c) => c.guards.length === 0 && c.refs.length === 0);

function groupOf(layout: Layout, idSets: readonly IdSet[], sets: readonly number[], unrolled: number): Group {
  const { cells, wholes } = changesOf(layout, new Set(sets));
  const rows: Rows[] = [];
  let rest = cells;
  for (const set of sets) {
    const found = rowsOf(set, idSets[set]?.size ?? 0, rest);
    rows.push(found.rows);
    rest = found.rest;
  }
  const cover = coverOf(cells, layout.words.length);
  const sizeOf = (set: number): number => idSets[set]?.size ?? 0;
  const wholeBits = coverOfBits(
    wholes.flatMap((w) => eachBits(w.packing)),
    layout.words.length,
  );
  const kinds = placesOf(rest, sizeOf);
  const looped = kinds.filter((k) => k.cells.length > unrolled && canLoop(k));
  const kept = kinds.filter((k) => !looped.includes(k));
  return {
    sets: sets.map((set) => ({ set, size: idSets[set]?.size ?? 0 })),
    rows,
    cells: kept.flatMap((k) => k.cells),
    kinds: kept,
    looped,
    kept: layout.words.map((bits, i) => ((1n << BigInt(bits)) - 1n) & ~((cover[i] ?? 0n) | (wholeBits[i] ?? 0n))),
    ...{ wholes: wholeKindsOf(wholes, sizeOf), wholeBits },
    refers: wholes.length > 0 || cells.some((c) => c.refs.length > 0),
  };
}
