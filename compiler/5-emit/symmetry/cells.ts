/**
 * What a permutation of identities moves or renames in packed words, bit for bit: the layout flattened into cells.
 * In: a layout, the id sets that are permuted. Out: `cellsOf`.
 * Not here: which cells move together (`rows.ts`), the code that moves them (`image.ts`).
 */
import { type Domain, isScalar } from "../../../ir/domain.ts";
import type { Bits, Layout, Liveness, Packing } from "../../../ir/layout.ts";
import { scalarSize } from "../../../ir/value.ts";

export interface Identity {
  /** Index into `SpecModel.idSets`. */
  readonly set: number;
  readonly index: number;
}

/** Must hold for the cell to be there: the union has this member, the sequence is longer than this, the pc is one of these. */
export interface Guard {
  readonly kind: "is" | "above" | "among";
  readonly bits: Bits;
  /** Of "among" a bit for each of up to 64 ordinals. */
  readonly value: bigint;
  /** In whose rows the tag or length itself stands: the first of the cell's owners. */
  readonly owners: readonly Identity[];
}

/** Ordinals `base … base + size - 1` of a cell are identities. */
export interface Refs {
  readonly set: number;
  readonly base: number;
  readonly size: number;
  /** How many ordinals the domain has in all; identities only, where it is `size`. */
  readonly count: number;
  /** No others of its ordinals are identities. */
  readonly alone: boolean;
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
}
type Context = Omit<Cell, "bits" | "refs">;

/**
 * Every cell that a permutation of these sets moves or renames, and those that lie over one of them (in another member of
 * a union). All other bits of the state stay as they are.
 */
export function cellsOf(layout: Layout, sets: ReadonlySet<number>): readonly Cell[] {
  const walk: Walk = { sets, found: [] };
  visit(walk, layout.state, { kind: "", owners: [], guards: [] });
  const all = walk.found.map(withoutNeedlessGuards);
  return withOverlaid(all, all.filter(isMoved), layout.words.length);
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
export function coverOf(cells: readonly Cell[], words: number): readonly bigint[] {
  const cover = new Array<bigint>(words).fill(0n);
  for (const { bits } of cells) cover[bits.word] = (cover[bits.word] ?? 0n) | maskOf(bits);
  return cover;
}

/** Past the end of a sequence there are zeros, which may move: only where they would be read as identities it matters. */
const withoutNeedlessGuards = (c: Cell): Cell =>
  c.refs.length > 0 ? c : { ...c, guards: c.guards.filter((g) => g.kind === "is") };

function visit(walk: Walk, p: Packing, at: Context): void {
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

/** What stands under a key or member. */
function under(walk: Walk, at: Context, keys: Domain, ordinal: number): Context {
  const refs = refsOf(keys, walk.sets).find((r) => ordinal >= r.base && ordinal < r.base + r.size);
  if (refs === undefined) return { ...at, kind: `${at.kind}/${ordinal}` };
  const owner = { set: refs.set, index: ordinal - refs.base };
  return { ...at, kind: `${at.kind}/*${refs.base}`, owners: [...at.owners, owner] };
}

/** Which ordinals of a scalar domain are identities of these sets. */
export function refsOf(d: Domain, sets: ReadonlySet<number>): readonly Refs[] {
  if (!isScalar(d)) throw new Error(`${d.kind} is not scalar`);
  if (d.kind === "id")
    return sets.has(d.set) ? [{ set: d.set, base: 0, size: d.size, count: d.size, alone: true }] : [];
  if (d.kind !== "union") return [];
  const alone = d.of.filter((m) => m.kind === "id" && sets.has(m.set)).length === 1;
  let base = 0;
  return d.of.flatMap((m) => {
    const first = base;
    base += scalarSize(m);
    if (m.kind !== "id" || !sets.has(m.set)) return [];
    return [{ set: m.set, base: first, size: m.size, count: scalarSize(d), alone }];
  });
}
