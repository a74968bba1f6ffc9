/**
 * What tells the identities of a state apart: a color for each, which a permutation of the state moves along with it.
 * In: the state's domain, the symmetry sets. Out: `createSignatures`.
 * Not here: the permutations that sort by color (`../permutation.ts`), the least key among them (`codec.ts`).
 *
 * Colors only narrow down which permutations must be tried, so that two identities of one color by accident cost time and
 * no more. What counts is that nothing of an identity's number enters its color.
 */
import { type Domain, isScalar, type MapDomain, type RecordDomain } from "../../ir/domain.ts";
import type { IdSet } from "../../ir/model.ts";
import { isId, values } from "../../ir/value.ts";
import { type Cell, type CellRecord, elementsOf, isRecord, Keyed, memberIndex } from "./cell.ts";
import { ordinalOf } from "./domain-order.ts";

/** By id set and index; empty for sets that are not permuted. */
export type Colors = readonly (readonly number[])[];

/** Notes what a cell says of identities; `h` stands for the way to it. */
type Walk = (c: Cell, h: number) => void;

interface Identity {
  readonly set: number;
  readonly index: number;
}

interface Palette {
  readonly symmetric: ReadonlySet<number>;
  /** Of the round before. */
  colors: number[][];
  /** Sums of what this round has noted. */
  sums: number[][];
  /** The identities as whose rows the cell stands, outermost first. */
  readonly owners: Identity[];
}

/** Each round looks one reference further. */
const MOST_ROUNDS = 3;

const mix = (h: number, x: number): number => {
  const m = Math.imul(h ^ x, 0x9e3779b1);
  return m ^ (m >>> 15);
};

export function createSignatures(
  domain: RecordDomain,
  idSets: readonly IdSet[],
  symmetry: readonly number[],
): (state: CellRecord) => Colors {
  const symmetric = new Set(symmetry);
  const blank = (): number[][] => idSets.map((s, i) => (symmetric.has(i) ? new Array(s.size).fill(0) : []));
  const palette: Palette = { symmetric, colors: blank(), sums: blank(), owners: [] };
  const walk = walkOf(palette, domain, false) ?? (() => {});
  const most = symmetry.reduce((n, set) => n + (idSets[set]?.size ?? 0), 0);
  return (state) => {
    palette.colors = blank();
    let classes = 0;
    for (let round = 0; round < MOST_ROUNDS && classes < most; round++) {
      palette.sums = blank();
      walk(state, 1);
      palette.colors = palette.colors.map((of, set) => of.map((color, i) => mix(color, palette.sums[set]?.[i] ?? 0)));
      const found = palette.colors.reduce((n, of) => n + new Set(of).size, 0);
      if (found === classes) break;
      classes = found;
    }
    return palette.colors;
  };
}

function add(p: Palette, { set, index }: Identity, x: number): void {
  const sums = p.sums[set] as number[];
  sums[index] = ((sums[index] as number) + x) | 0;
}

const colorOf = (p: Palette, { set, index }: Identity): number => p.colors[set]?.[index] ?? 0;

/** A value that is no identity: it says something of those in whose rows it stands. */
function note(p: Palette, x: number): void {
  for (let k = 0; k < p.owners.length; k++) add(p, p.owners[k] as Identity, mix(x, k));
}

/** A reference says something of both its ends. */
function refer(p: Palette, to: Identity, h: number): void {
  let fromAll = mix(h, 3);
  for (let k = 0; k < p.owners.length; k++) {
    const owner = p.owners[k] as Identity;
    const isSelf = owner.set === to.set && owner.index === to.index;
    add(p, owner, mix(isSelf ? mix(h, 5) : mix(mix(h, 7), colorOf(p, to)), k));
    fromAll = mix(fromAll, colorOf(p, owner));
  }
  add(p, to, fromAll);
}

/** Null where a cell of the domain has nothing to say: no identity in it, nor above it. */
function walkOf(p: Palette, d: Domain, owned: boolean): Walk | null {
  if (isScalar(d)) return scalar(p, d, owned);
  switch (d.kind) {
    case "record": {
      const fields = d.fields.flatMap((f, i) => {
        const walk = walkOf(p, f.domain, owned);
        return walk === null ? [] : [{ name: f.name, walk, i }];
      });
      if (fields.length === 0) return null;
      return (c, h) => {
        if (isRecord(c)) for (const { name, walk, i } of fields) walk(c[name], mix(h, i + 11));
      };
    }
    case "table":
      return table(p, d, owned);
    case "set":
    case "bag": {
      const member = walkOf(p, d.of, owned);
      if (member === null) return null;
      return (c, h) => {
        if (c instanceof Set || c instanceof Keyed) for (const x of elementsOf(c)) member(x, h);
      };
    }
    case "map":
      return map(p, d, owned);
    case "seq": {
      const element = walkOf(p, d.of, owned);
      if (element === null) return null;
      return (c, h) => {
        if (!Array.isArray(c)) return;
        if (owned) note(p, mix(h, c.length));
        for (let i = 0; i < c.length; i++) element(c[i], mix(h, i + 13));
      };
    }
    case "union": {
      const members = d.of.map((m) => walkOf(p, m, owned));
      if (members.every((m) => m === null)) return null;
      return (c, h) => {
        const i = memberIndex(d.of, c);
        if (owned) note(p, mix(h, i));
        members[i]?.(c, mix(h, i + 17));
      };
    }
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`${d.kind} is scalar`);
  }
}

/** Of a key that is an identity, or a part of it, its number says nothing. */
function map(p: Palette, d: MapDomain, owned: boolean): Walk | null {
  const isOwner = mentions(p, d.key);
  const key = walkOf(p, d.key, owned);
  const value = walkOf(p, d.value, owned || isOwner);
  if (key === null && value === null) return null;
  const ordinal = isScalar(d.key) && !isOwner ? ordinalOf(d.key) : null;
  return (c, h) => {
    if (!(c instanceof Keyed)) return;
    for (const { key: k, value: v } of c.entries.values()) {
      key?.(k, mix(h, 23));
      const owner = isId(k) && p.symmetric.has(k.set) ? k : null;
      if (owner !== null) p.owners.push(owner);
      value?.(v, mix(h, ordinal === null ? 29 : ordinal(k) + 31));
      if (owner !== null) p.owners.pop();
    }
  };
}

const mentions = (p: Palette, d: Domain): boolean =>
  d.kind === "union" ? d.of.some((m) => mentions(p, m)) : d.kind === "id" && p.symmetric.has(d.set);

function scalar(p: Palette, d: Domain, owned: boolean): Walk | null {
  const hasIds = mentions(p, d);
  if (!hasIds && !owned) return null;
  const ordinal = ordinalOf(d);
  if (!hasIds) return (c, h) => note(p, mix(h, ordinal(c)));
  return (c, h) => {
    if (typeof c === "object" && isId(c) && p.symmetric.has(c.set)) refer(p, c, h);
    else if (owned) note(p, mix(h, ordinal(c)));
  };
}

function table(p: Palette, d: Domain & { kind: "table" }, owned: boolean): Walk | null {
  const keys = mentions(p, d.key)
    ? [...values(d.key)].map((k) => (isId(k) && p.symmetric.has(k.set) ? k : null))
    : null;
  const value = walkOf(p, d.value, owned || keys !== null);
  if (value === null) return null;
  return (c, h) => {
    if (!Array.isArray(c)) return;
    for (let i = 0; i < c.length; i++) {
      const owner = keys?.[i] ?? null;
      if (owner !== null) p.owners.push(owner);
      value(c[i], mix(h, owner === null ? i + 19 : 2));
      if (owner !== null) p.owners.pop();
    }
  };
}
