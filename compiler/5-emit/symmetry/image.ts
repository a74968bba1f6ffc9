/**
 * The image of a state under a renaming of identities.
 * In: the words of the state and its rows, in locals; a renaming. Out: `emitImage`: the words of the image, in locals.
 * Not here: which renaming, what rows are (`rows.ts`).
 */
import { type Code, call, get, i32, i32c, i64, i64c, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Cell } from "./cells.ts";
import type { Group, Site } from "./group.ts";
import type { Identity } from "./names.ts";
import { type AnyIdentity, eachOwner, type Places, readAt } from "./places.ts";
import type { Renaming } from "./renaming.ts";
import type { Rows } from "./rows.ts";
import { imageOfWholes } from "./whole-image.ts";
import { type Codes, gather, holds, type Rename, readBits, readRowBits, renamed } from "./words.ts";

/** Words of the state and of its image so far. */
export interface Both {
  readonly words: readonly Local[];
  readonly images: readonly Local[];
}

/** By set of the group, identity and chunk. */
export type RowLocals = readonly (readonly (readonly Local[])[])[];

export const gatherRows = (f: Func, code: Codes, group: Group, words: readonly Local[]): RowLocals =>
  group.rows.map((rows) =>
    rows.runs.map((chunks) =>
      chunks.map((runs) => {
        const chunk = f.local("row", "i64");
        code.push(set(chunk, gather(words, runs)));
        return chunk;
      }),
    ),
  );

/** The words with only what no permutation touches. */
export const emitKept = (f: Func, code: Codes, group: Group, words: readonly Local[]): readonly Local[] =>
  group.kept.map((kept, w) => {
    const image = f.local(`image${w}`, "i64");
    code.push(set(image, i64.and(get(words[w] as Local), i64c(kept))));
    return image;
  });

/** A cell without owners: what it names is renamed, and it stays where it is. */
export function emitFixedCell(f: Func, code: Codes, { words, images }: Both, c: Cell, rename: Rename): void {
  const image = images[c.bits.word] as Local;
  withValue(f, code, words, c, rename, (value) => [set(image, i64.or(get(image), i64.shl(value, i64c(c.bits.shift))))]);
}

/** Where the cell is there, does something with its renamed value. */
function withValue(
  f: Func,
  code: Codes,
  words: readonly Local[],
  c: Cell,
  rename: Rename,
  use: (value: Code) => Codes,
): void {
  const present = holds(c.guards, (g) => readBits(words, g.bits));
  const inner: Codes = [];
  const ordinal = readBits(words, c.bits);
  const value =
    c.refs.length === 0 ? ordinal : renamed(f, inner, { ordinal, refs: c.refs, present: null }, rename).renamed;
  inner.push(...use(value));
  if (present === null) code.push(...inner);
  else code.push(when(present, inner));
}

/** The chunks of one identity's row with the identities renamed that it holds; the same locals where it holds none. */
export function renamedRow(f: Func, code: Codes, rows: Rows, row: readonly Local[], rename: Rename): readonly Local[] {
  return row.map((chunk, k) => {
    const parts = rows.parts.filter((p) => p.bits.chunk === k && p.refs.length > 0);
    if (parts.length === 0) return chunk;
    const made = f.local("renamed row", "i64");
    code.push(set(made, get(chunk)));
    for (const { bits, guards, refs } of parts) {
      const present = holds(guards, (g) => readRowBits(row, g.bits));
      const ordinal = readRowBits(row, bits);
      const value = renamed(f, code, { ordinal, refs, present }, rename);
      const change = i64.shl(i64.xor(value.old, value.renamed), i64c(bits.at));
      code.push(set(made, i64.xor(get(made), change)));
    }
    return made;
  });
}

/**
 * The words of the image; the function's first parameter is the address of the state. `place` puts the renamed row of an identity into the image (at the position that the renaming
 * gives it) or remembers it; it is called for each in order.
 */
export function emitImage(
  site: Site,
  f: Func,
  code: Codes,
  words: readonly Local[],
  rows: RowLocals,
  renaming: Renaming,
  place: (images: readonly Local[], rows: Rows, index: number, row: readonly Local[]) => void,
): readonly Local[] {
  const { group } = site;
  const images = emitKept(f, code, group, words);
  for (const [k, of] of group.rows.entries()) {
    if (of.chunks.length === 0) continue;
    for (const [i, row] of (rows[k] ?? []).entries())
      place(images, of, i, renamedRow(f, code, of, row, renaming.rename));
  }
  const scattered = renaming.isKnown ? [] : wordsOf([...group.kinds, ...group.looped], group.wholeBits);
  const base = (): Code => get(site.emission.area);
  for (const w of scattered) code.push(i64.store(base(), i64c(0), site.scattered + 8 * w));
  for (const places of group.kinds) {
    for (const c of places.cells) {
      withValue(f, code, words, c, renaming.rename, (value) =>
        emitMoved(site, f, images, places, c.owners, value, renaming),
      );
    }
  }
  for (const places of group.looped) {
    const moved = (owners: readonly AnyIdentity[]): Codes => {
      const body: Codes = [];
      const value = readAt(site.emission, f, body, places, owners, get(f.param(0)));
      return [...body, ...emitMoved(site, f, images, places, owners, value, renaming)];
    };
    code.push(...eachOwner(f, places, moved));
  }
  if (group.wholes.length > 0) code.push(call(imageOfWholes(site), [get(f.param(0))]));
  for (const w of scattered) {
    const image = images[w] as Local;
    code.push(set(image, i64.or(get(image), i64.load(base(), site.scattered + 8 * w))));
  }
  return images;
}

/** Words that must be put together in memory, as which of them a cell goes to is only known when it is computed. */
const wordsOf = (kinds: readonly Places[], wholeBits: readonly bigint[]): readonly number[] => [
  ...new Set([
    ...kinds.flatMap((k) => (k.words.length > 1 ? k.words : [])),
    ...wholeBits.flatMap((bits, w) => (bits === 0n ? [] : [w])),
  ]),
];

/** Ors the value into the image, at the place of its kind that belongs to the new names of its owners. */
function emitMoved(
  site: Site,
  f: Func,
  images: readonly Local[],
  places: Places,
  owners: readonly (Identity | AnyIdentity)[],
  value: Code,
  renaming: Renaming,
): Codes {
  const target = places.at(
    site.emission,
    owners.map((o) => renaming.to(o)),
  );
  switch (target.kind) {
    case "known": {
      const image = images[target.bits.word] as Local;
      return [set(image, i64.or(get(image), i64.shl(value, i64c(target.bits.shift))))];
    }
    case "shifted": {
      const image = images[target.word] as Local;
      return [set(image, i64.or(get(image), i64.shl(value, target.shift)))];
    }
    case "computed": {
      const at = f.local("position", "i32");
      const address = f.local("address", "i32");
      const word = i32.mul(i32.shr_u(get(at), i32c(6)), i32c(8));
      return [
        set(at, target.position),
        set(address, i32.add(get(site.emission.area), word)),
        i64.store(
          get(address),
          i64.or(i64.load(get(address), site.scattered), i64.shl(value, i64.extend_u(get(at)))),
          site.scattered,
        ),
      ];
    }
  }
}
