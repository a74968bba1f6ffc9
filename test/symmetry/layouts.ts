// In: a state's domain. Out: layouts of it as a test wants them: in order, row by row, scattered, over many short words; and
// packing of values by any layout.
// Not here: the layout that the compiler chooses (compiler/4-layout).
import { createDecoder } from "../../checker/wasm/decode.ts";
import {
  alternatives,
  type BagDomain,
  type Domain,
  isScalar,
  type RecordDomain,
  type SetDomain,
  UNDEFINED,
} from "../../ir/domain.ts";
import type { Bits, Layout, Packing } from "../../ir/layout.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { scalarSize, type Value } from "../../ir/value.ts";

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
    case "listed":
      for (const bits of [p.length, ...p.members]) into.push({ packing: bits, owner });
      return;
    case "map":
      for (const [i, { present, value }] of p.places.entries()) {
        const own = owner < 0 ? i : owner;
        if (present !== null) into.push({ packing: present, owner: own });
        collect(value, own, into);
      }
      return;
    case "entries":
      into.push({ packing: p.length, owner });
      for (const { key, value } of p.entries) {
        into.push({ packing: key, owner });
        collect(value, owner, into);
      }
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
    case "bag":
      return listed(d, d.max);
    case "map": {
      if (d.max !== null) {
        const most = Math.min(d.max, scalarSize(d.key));
        const entry = () => ({ key: noBits(widthOf(scalarSize(d.key))), value: blank(d.value) });
        return {
          ...{ kind: "entries", domain: d, length: noBits(widthOf(most + 1)) },
          entries: Array.from({ length: most }, entry),
        };
      }
      const isMarked = alternatives(d.value).some((m) => m.kind === "undefined");
      const value: Domain = isMarked ? d.value : { kind: "union", of: [UNDEFINED, ...alternatives(d.value)] };
      const place = () => ({ present: isMarked ? noBits(1) : null, value: blank(value) });
      return { kind: "map", domain: d, places: Array.from({ length: scalarSize(d.key) }, place) };
    }
    case "set":
      if (d.max !== null) return listed(d, Math.min(d.max, scalarSize(d.of)));
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

const listed = (d: SetDomain | BagDomain, most: number): Packing => ({
  ...{ kind: "listed", domain: d, length: noBits(widthOf(most + 1)) },
  members: Array.from({ length: most }, () => noBits(widthOf(scalarSize(d.of)))),
});

/** The words of a value. */
export const pack = (layout: Layout, value: Value): BigUint64Array => createDecoder(layout).words(value as StateValue);
