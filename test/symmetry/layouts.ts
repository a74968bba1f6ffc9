// In: a state's domain. Out: layouts of it as a test wants them: in order, row by row, scattered, over many short words; and
// packing of values by any layout.
// Not here: the layout that the compiler chooses (compiler/4-layout).
import { type Domain, isScalar, type RecordDomain } from "../../ir/domain.ts";
import type { Bits, Layout, Packing } from "../../ir/layout.ts";
import { memberOf, ordinal, scalarSize, type Value } from "../../ir/value.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const noBits = (width: number): Mutable<Bits> => ({ word: 0, shift: 0, width });
const widthOf = (values: number): number => Math.ceil(Math.log2(Math.max(1, values)));

export interface Style {
  /** Bits of a word that are used at most, at least the widest cell. */
  readonly word: number;
  /** In which order cells are placed; `owner` is the ordinal of the outermost key above, `i` their number. */
  readonly order: "declared" | "rows" | ((i: number) => number);
}

/** What is placed as one: a cell, or a union with all that is in it. */
interface Atom {
  readonly packing: Bits | (Packing & { readonly kind: "union" });
  readonly owner: number;
}

export function layOutAs(domain: RecordDomain, { word, order }: Style): Layout {
  const state = blank(domain) as Layout["state"];
  const atoms: Atom[] = [];
  collect(state, -1, atoms);
  const rank = (a: Atom, i: number): number => (order === "declared" ? i : order === "rows" ? a.owner : order(i));
  const ranked = atoms.map((a, i) => ({ a, rank: rank(a, i) })).sort((x, y) => x.rank - y.rank);
  const used: number[] = [0];
  for (const { a } of ranked) placeAtom(a.packing, used, word);
  return { state, words: used, bits: used.reduce((x, y) => x + y, 0) };
}

function placeAtom(p: Atom["packing"], used: number[], word: number): void {
  if (!("kind" in p)) {
    const free = (used.at(-1) as number) + p.width <= word;
    if (!free) used.push(0);
    const at = p as Mutable<Bits>;
    at.word = used.length - 1;
    at.shift = used.at(-1) as number;
    used[at.word] = at.shift + p.width;
    return;
  }
  placeAtom(p.tag, used, word);
  const ends = p.members.map((m) => {
    const from = used.slice();
    const atoms: Atom[] = [];
    collect(m, -1, atoms);
    for (const a of atoms) placeAtom(a.packing, from, word);
    return from;
  });
  const words = Math.max(...ends.map((e) => e.length));
  for (let w = 0; w < words; w++) used[w] = Math.max(...ends.map((e) => e[w] ?? 0));
}

function collect(p: Packing, owner: number, into: Atom[]): void {
  switch (p.kind) {
    case "scalar":
      into.push({ packing: p.bits, owner });
      return;
    case "record":
      for (const f of p.fields) collect(f, owner, into);
      return;
    case "table":
      for (const [i, row] of p.rows.entries()) collect(row, owner < 0 ? i : owner, into);
      return;
    case "set":
      for (const [i, m] of p.members.entries()) into.push({ packing: m, owner: owner < 0 ? i : owner });
      return;
    case "seq":
      into.push({ packing: p.length, owner });
      for (const e of p.elements) collect(e, owner, into);
      return;
    case "union":
      into.push({ packing: p, owner });
      return;
  }
}

function blank(d: Domain): Packing {
  if (isScalar(d)) return { kind: "scalar", domain: d, bits: noBits(widthOf(scalarSize(d))) };
  switch (d.kind) {
    case "record":
      return { kind: "record", domain: d, fields: d.fields.map((f) => blank(f.domain)) };
    case "table":
      return { kind: "table", domain: d, rows: Array.from({ length: scalarSize(d.key) }, () => blank(d.value)) };
    case "set":
      return { kind: "set", domain: d, members: Array.from({ length: scalarSize(d.of) }, () => noBits(1)) };
    case "seq":
      return {
        ...{ kind: "seq", domain: d, length: noBits(widthOf(d.max + 1)) },
        elements: Array.from({ length: d.max }, () => blank(d.of)),
      };
    case "union":
      return { kind: "union", domain: d, tag: noBits(widthOf(d.of.length)), members: d.of.map(blank) };
    default:
      throw new Error(`${d.kind} is scalar`);
  }
}

/** The words of a value. */
export function pack(layout: Layout, value: Value): BigUint64Array {
  const words = new BigUint64Array(layout.words.length);
  const put = (b: Bits, x: number): void => {
    if (x < 0) throw new Error("outside its domain");
    words[b.word] = (words[b.word] as bigint) | (BigInt(x) << BigInt(b.shift));
  };
  const write = (p: Packing, v: Value): void => {
    switch (p.kind) {
      case "scalar":
        return put(p.bits, p.live !== undefined && v === undefined ? 0 : ordinal(p.domain, v));
      case "record": {
        const record = v as { readonly [field: string]: Value };
        for (const [i, f] of p.domain.fields.entries()) write(p.fields[i] as Packing, record[f.name]);
        return;
      }
      case "table":
        for (const [i, row] of p.rows.entries()) write(row, (v as readonly Value[])[i]);
        return;
      case "set":
        for (const x of v as readonly Value[]) put(p.members[ordinal(p.domain.of, x)] as Bits, 1);
        return;
      case "seq":
        put(p.length, (v as readonly Value[]).length);
        for (const [i, x] of (v as readonly Value[]).entries()) write(p.elements[i] as Packing, x);
        return;
      case "union": {
        const i = p.domain.of.indexOf(memberOf(p.domain.of, v));
        put(p.tag, i);
        return write(p.members[i] as Packing, v);
      }
    }
  };
  write(layout.state, value);
  return words;
}
