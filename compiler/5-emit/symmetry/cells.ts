/**
 * What a permutation of identities moves or renames in packed words, bit for bit: the layout flattened into cells.
 * In: a layout, the id sets that are permuted. Out: `changesOf`.
 * Not here: parts that are no cells (`wholes.ts`), which cells move together (`rows.ts`), the code that moves them (`image.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Bits, Layout, Liveness, Packing } from "../../../ir/layout.ts";
import { type Identity, patternOf, type Refs, refsOf } from "./names.ts";
import { isWhole, type Whole } from "./wholes.ts";

/** Must hold for the cell to be there: the union has this member, the sequence is longer than this, the pc is one of these. */
export interface Guard {
  readonly kind: "is" | "above" | "among";
  readonly bits: Bits;
  /** Of "among" a bit for each of up to 64 ordinals. */
  readonly value: bigint;
  /** In whose rows the tag or length itself stands: the first of the cell's owners. */
  readonly owners: readonly Identity[];
}

export interface Cell {
  /** Cells that permutations map onto one another have the same kind. */
  readonly kind: string;
  /** As whose rows, columns or members it stands there, outermost first. */
  readonly owners: readonly Identity[];
  readonly guards: readonly Guard[];
  readonly bits: Bits;
  /** Empty where it names no identity. */
  readonly refs: readonly Refs[];
}

interface Walk {
  readonly sets: ReadonlySet<number>;
  readonly found: Cell[];
  readonly wholes: Whole[];
}
type Context = Omit<Cell, "bits" | "refs">;

/** What a permutation changes. All other bits of the state stay as they are. */
export interface Changes {
  /** Every cell that is moved or renamed, and those that lie over one of them (in another member of a union). */
  readonly cells: readonly Cell[];
  /** Outside of unions and sequences, which are whole themselves where they hold one. */
  readonly wholes: readonly Whole[];
}

export function changesOf(layout: Layout, sets: ReadonlySet<number>): Changes {
  const walk: Walk = { sets, found: [], wholes: [] };
  visit(walk, layout.state, { kind: "", owners: [], guards: [] });
  const all = walk.found.map(withoutNeedlessGuards);
  return { cells: withOverlaid(all, all.filter(isMoved), layout.words.length), wholes: walk.wholes };
}

/** Adds what lies over these cells, what lies over that, and so on: none of their bits may be copied blindly. */
function withOverlaid(all: readonly Cell[], cells: readonly Cell[], words: number): readonly Cell[] {
  const cover = coverOf(cells, words);
  const more = all.filter((c) => isMoved(c) || ((cover[c.bits.word] ?? 0n) & maskOf(c.bits)) !== 0n);
  return more.length === cells.length ? cells : withOverlaid(all, more, words);
}

export const isMoved = (c: Cell): boolean => c.owners.length > 0 || c.refs.length > 0;

/** The bits of a place within its word. */
export const maskOf = (b: Bits): bigint => ((1n << BigInt(b.width)) - 1n) << BigInt(b.shift);

/** Which bits of each word the cells cover. */
export const coverOf = (cells: readonly Cell[], words: number): readonly bigint[] =>
  coverOfBits(
    cells.map((c) => c.bits),
    words,
  );

export function coverOfBits(all: readonly Bits[], words: number): readonly bigint[] {
  const cover = new Array<bigint>(words).fill(0n);
  for (const bits of all) cover[bits.word] = (cover[bits.word] ?? 0n) | maskOf(bits);
  return cover;
}

/** Past the end of a sequence there are zeros, which may move: only where they would be read as identities it matters. */
const withoutNeedlessGuards = (c: Cell): Cell =>
  c.refs.length > 0 ? c : { ...c, guards: c.guards.filter((g) => g.kind === "is") };

function visit(walk: Walk, p: Packing, at: Context): void {
  if (isWhole(p, walk.sets)) {
    walk.wholes.push({ kind: at.kind, owners: at.owners, packing: p });
    return;
  }
  switch (p.kind) {
    case "scalar":
      return scalar(walk, p.bits, at, refsOf(p.domain, walk.sets), p.live);
    case "record":
      for (const [i, field] of p.fields.entries()) visit(walk, field, { ...at, kind: `${at.kind}.${i}` });
      return;
    case "table":
      for (const [i, row] of p.rows.entries()) visit(walk, row, under(walk, at, p.domain.key, i));
      return;
    case "set":
      for (const [i, bits] of p.members.entries()) cell(walk, bits, under(walk, at, p.domain.of, i), []);
      return;
    // These name nobody, but may stand in somebody's row.
    case "listed":
      cell(walk, p.length, { ...at, kind: `${at.kind}#` }, []);
      for (const [i, bits] of p.members.entries()) cell(walk, bits, { ...at, kind: `${at.kind}[${i}]` }, []);
      return;
    case "entries":
      cell(walk, p.length, { ...at, kind: `${at.kind}#` }, []);
      for (const [i, { key, value }] of p.entries.entries()) {
        cell(walk, key, { ...at, kind: `${at.kind}[${i}]k` }, []);
        visit(walk, value, { ...at, kind: `${at.kind}[${i}]v` });
      }
      return;
    case "map":
      for (const [i, { present, value }] of p.places.entries()) {
        const place = under(walk, at, p.domain.key, i);
        if (present === null) visit(walk, value, place);
        else {
          cell(walk, present, { ...place, kind: `${place.kind}!` }, []);
          visit(walk, value, guarded(place, place.kind, "is", present, 1n));
        }
      }
      return;
    case "seq":
      cell(walk, p.length, { ...at, kind: `${at.kind}#` }, []);
      for (const [i, element] of p.elements.entries())
        visit(walk, element, guarded(at, `${at.kind}[${i}]`, "above", p.length, BigInt(i)));
      return;
    case "union":
      cell(walk, p.tag, { ...at, kind: `${at.kind}?` }, []);
      for (const [i, member] of p.members.entries())
        visit(walk, member, guarded(at, `${at.kind}|${i}`, "is", p.tag, BigInt(i)));
      return;
  }
}

/** Where a local does not live there are zeros. */
function scalar(walk: Walk, bits: Bits, at: Context, refs: readonly Refs[], live: Liveness | undefined): void {
  if (live === undefined || refs.length === 0) return cell(walk, bits, at, refs);
  const among = live.at.reduce((made, ordinal) => made | (1n << BigInt(ordinal)), 0n);
  if (live.pc.width > 0) return cell(walk, bits, guarded(at, at.kind, "among", live.pc, among), refs);
  cell(walk, bits, at, among === 0n ? [] : refs);
}

function cell(walk: Walk, bits: Bits, at: Context, refs: readonly Refs[]): void {
  if (bits.width > 0) walk.found.push({ ...at, bits, refs });
}

const guarded = (at: Context, kind: string, test: Guard["kind"], bits: Bits, value: bigint): Context => ({
  kind,
  owners: at.owners,
  guards: [...at.guards, { kind: test, bits, value, owners: at.owners }],
});

/** What stands under a key or member: the identities in it own that. */
function under(walk: Walk, at: Context, keys: Domain, ordinal: number): Context {
  const { text, holes } = patternOf(keys, ordinal, walk.sets);
  return { ...at, kind: `${at.kind}/${text}`, owners: [...at.owners, ...holes] };
}
