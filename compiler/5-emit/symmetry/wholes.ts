/**
 * Parts of a state whose image is put together anew: their members, or the identities in them, have no bits of their own that
 * a permutation could move. Lists of members and entries, large sets of values that name identities, and what holds such.
 * In: packings, the id sets that are permuted. Out: `Whole`, `isWhole`, `wholeKindsOf`.
 * Not here: the image (`whole-image.ts`), what they say of identities (`whole-colors.ts`), everything else (`cells.ts`).
 */
import { isScalar } from "../../../ir/domain.ts";
import type { Bits, Packing } from "../../../ir/layout.ts";
import { eachBits } from "../../../ir/layout-bits.ts";
import type { Emission } from "../emission.ts";
import { grouped } from "./grouped.ts";
import { holesIn, type Identity, isPattern, namesAny } from "./names.ts";

export interface Whole {
  /** Those that permutations map onto one another have the same kind. */
  readonly kind: string;
  /** As whose rows or columns it stands there, outermost first. */
  readonly owners: readonly Identity[];
  readonly packing: Packing;
}

type Sets = ReadonlySet<number>;

/** Members of a set up to which each has a cell of its own; more where they have one owner each, as they go into its row. */
const MOST_CELLS = 64;
const MOST_IN_ROWS = 256;

export function isWhole(p: Packing, sets: Sets): boolean {
  switch (p.kind) {
    case "scalar":
    case "record":
    case "table":
      return false;
    case "set":
      return !hasCells(p.domain.of, p.members.length, sets);
    case "listed":
    case "entries":
      return namesAny(p.domain, sets);
    case "map":
      // Where a bit says that a key is present, what stands for an absent one means nothing.
      return (
        !hasCells(p.domain.key, p.places.length, sets) ||
        p.places.some((x) => x.present !== null && holdsWhole(x.value, sets))
      );
    case "seq":
      return p.elements.some((x) => holdsWhole(x, sets));
    case "union":
      return p.members.some((x) => holdsWhole(x, sets));
  }
}

/** Whether what stands for each member or key moves by itself. */
function hasCells(d: Packing["domain"], count: number, sets: Sets): boolean {
  if (isScalar(d) || !namesAny(d, sets)) return true;
  return isPattern(d, sets) && count <= (holesIn(d, sets) <= 1 ? MOST_IN_ROWS : MOST_CELLS);
}

function holdsWhole(p: Packing, sets: Sets): boolean {
  if (isWhole(p, sets)) return true;
  switch (p.kind) {
    case "record":
      return p.fields.some((x) => holdsWhole(x, sets));
    case "table":
      return p.rows.some((x) => holdsWhole(x, sets));
    case "map":
      return p.places.some((x) => holdsWhole(x.value, sets));
    // Of what is listed values too are looked at where the list is not whole: it names nobody then.
    case "scalar":
    case "set":
    case "listed":
    case "entries":
    case "seq":
    case "union":
      return false;
  }
}

/** All wholes of one kind, by their owners. */
export interface WholeKind {
  readonly packing: Packing;
  /** The sets of their owners, outermost first, and the sizes of these. */
  readonly sets: readonly number[];
  readonly sizes: readonly number[];
  /** In the order of their owners, the last fastest. */
  readonly wholes: readonly Whole[];
}

export const wholeKindsOf = (wholes: readonly Whole[], sizeOf: (set: number) => number): readonly WholeKind[] =>
  [...grouped(wholes, (w) => w.kind).values()].map((alike) => {
    const [first] = alike;
    if (first === undefined) throw new Error("a kind of nothing");
    const sets = first.owners.map((o) => o.set);
    const sizes = sets.map(sizeOf);
    const index = ({ owners }: Whole): number => owners.reduce((sum, o, k) => sum * (sizes[k] as number) + o.index, 0);
    return { packing: first.packing, sets, sizes, wholes: alike.toSorted((a, b) => index(a) - index(b)) };
  });

/** Bits of a part stand one after the other in a table of positions, 64 × word + shift, as u32s. */
export const SLOT_BYTES = 4;
export const slotsOf = (p: Packing): number => eachBits(p).length;

/** Address of a constant table of where the bits of all wholes of a kind stand. */
export function slotTable(e: Emission, { wholes }: WholeKind): number {
  const positions = wholes.flatMap((w) => eachBits(w.packing).map(({ word, shift }: Bits) => 64 * word + shift));
  const at = e.fixed(SLOT_BYTES * positions.length);
  e.module.write(at, new Uint8Array(Uint32Array.from(positions).buffer));
  return at;
}

/** Whether the bits of a set and of all its likes stand side by side, 64 and 64 of them. */
export type Chunked = (p: Packing & { kind: "set" }) => boolean;

const chunked = new WeakMap<readonly WholeKind[], Chunked>();

export function chunkedOf(kinds: readonly WholeKind[]): Chunked {
  const known = chunked.get(kinds) ?? isChunkedIn(kinds);
  chunked.set(kinds, known);
  return known;
}

function isChunkedIn(kinds: readonly WholeKind[]): Chunked {
  const apart = new Set<string>();
  for (const { wholes } of kinds)
    for (const w of wholes)
      for (const p of setsWithin(w.packing)) if (!isInChunks(p.members)) apart.add(JSON.stringify(p.domain));
  return (p) => !apart.has(JSON.stringify(p.domain));
}

const isInChunks = (bits: readonly Bits[]): boolean =>
  bits.every(({ word, shift }, i) => {
    const first = bits[i - (i % 64)] as Bits;
    return word === first.word && shift === first.shift + (i % 64);
  });

function setsWithin(p: Packing): readonly (Packing & { kind: "set" })[] {
  switch (p.kind) {
    case "scalar":
    case "listed":
      return [];
    case "set":
      return [p];
    case "record":
      return p.fields.flatMap(setsWithin);
    case "table":
      return p.rows.flatMap(setsWithin);
    case "map":
      return p.places.flatMap((x) => setsWithin(x.value));
    case "entries":
      return p.entries.flatMap((x) => setsWithin(x.value));
    case "seq":
      return p.elements.flatMap(setsWithin);
    case "union":
      return p.members.flatMap(setsWithin);
  }
}
