/**
 * Representatives of packed states under permutations of the identities of the symmetry sets: exact canonical forms.
 * In: an emission. Out: `emitCanonical`: functions for the search.
 * Not here: the ways, from cheap to expensive (`sort-rows.ts`, `few-images.ts`, `refined.ts`); exports (`exports.ts`).
 *
 * All states of an orbit, and no others, have one representative, which is one of them. Which one it is is left open.
 */

import type { Emission } from "../emission.ts";
import { call, get } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { emitExports } from "./exports.ts";
import { emitFewImages, isFew } from "./few-images.ts";
import { type Group, groupsOf, MOST_UNROLLED, PAD, type Reduction, type Site } from "./group.ts";
import { emitRefined } from "./refined.ts";
import { canSort, emitSortRows } from "./sort-rows.ts";

export interface Canonical {
  /** `(state i32)`: makes the representative of one packed state, in place. */
  readonly inPlace: Func;
  /** Which way was taken for which id sets, for people. */
  readonly ways: readonly { readonly sets: readonly number[]; readonly way: Way }[];
}

export interface CanonicalOptions {
  /** Cells of one kind of which each has code of its own; for tests. */
  readonly unrolled?: number;
}

export type Way = "sort" | "few" | "refine";

export const wayOf = (g: Group): Way => (canSort(g) ? "sort" : isFew(g) ? "few" : "refine");

/**
 * Null where no permutation changes any state. Adds the exports `canonical` and `permutation` (`exports.ts`), which are
 * there also where nothing is permuted.
 */
export function emitCanonical(e: Emission, { unrolled = MOST_UNROLLED }: CanonicalOptions = {}): Canonical | null {
  const total = e.model.idSets.reduce((n, s) => n + s.size, 0);
  const to = e.reserve(4 * (total + 2 * PAD), 8) + 4 * PAD;
  const scattered = e.reserve(8 * e.layout.words.length);
  const first = (of: number): number => e.model.idSets.slice(0, of).reduce((n, s) => n + s.size, 0);
  const groups = groupsOf(e.layout, e.model.idSets, e.symmetry, unrolled);
  const reductions = groups.map((group) => reduce({ emission: e, group, to, scattered, first }));
  const inPlace = emitInPlace(e, reductions);
  emitExports(e, inPlace, reductions, to);
  if (inPlace === null) return null;
  return {
    inPlace,
    ways: groups.map((g) => ({ sets: g.sets.map((s) => s.set), way: wayOf(g) })),
  };
}

function reduce(site: Site): Reduction {
  const way = wayOf(site.group);
  switch (way) {
    case "sort":
      return emitSortRows(site);
    case "few":
      return emitFewImages(site);
    case "refine":
      return emitRefined(site);
  }
}

/** Groups do not touch each other's cells, so that any order gives the same. */
function emitInPlace(e: Emission, reductions: readonly Reduction[]): Func | null {
  const [only, other] = reductions;
  if (only === undefined) return null;
  if (other === undefined) return only.inPlace;
  const f = e.module.func("representative", [["state", "i32"]]);
  f.body = reductions.map((r) => call(r.inPlace, [get(f.param(0))]));
  return f;
}
