/**
 * The memory in which the identities of a group are told apart: tables by identity, by position, and by depth of search.
 * In: a site. Out: `Workspace`: offsets in the area, and code that reads and writes there.
 * Not here: what is written (`signature.ts`, `ordering.ts`, `ties.ts`).
 *
 * Identities of all sets of the group are numbered through, and so are positions: those of a set are the same numbers.
 */
import { type Code, get, i32, i32c, i64, i64c, select } from "../wasm/code.ts";
import { isNarrow, PAD, type Site } from "./group.ts";
import type { Refs } from "./names.ts";
import { isAmong } from "./words.ts";

export interface Workspace {
  /** Identities of the group. */
  readonly count: number;
  /** The first number of a set's identities. */
  first(set: number): number;
  /** i64 by identity, `PAD` entries around those of each set: `colors + colorAt(set) + 8 × index`. */
  readonly colors: number;
  /** Of the same shape: what has been said of the identity in this round. */
  readonly sums: number;
  colorAt(set: number): number;
  /** u8 by identity, shaped like colors: whether anything names it. */
  readonly marks: number;
  readonly tableBytes: number;
  /** i64 by position. */
  readonly keys: number;
  /** u32 by position: the identity. */
  readonly order: number;
  /** u32 by identity: the first position of its class. */
  readonly ranks: number;
  /** Colors, order and ranks stand side by side: what a branch starts from. */
  readonly nodeBytes: number;
  /** One node for each depth. */
  readonly nodes: number;
  /** i64 by identity and chunk: renamed rows. */
  readonly rows: number;
  readonly rowBytes: number;
}

export function workspaceOf(site: Site): Workspace {
  const { emission: e, group } = site;
  const firsts = new Map<number, number>();
  const entries = new Map<number, number>();
  let count = 0;
  let entry = 0;
  for (const { set, size } of group.sets) {
    firsts.set(set, count);
    entries.set(set, entry + PAD);
    count += size;
    entry += size + 2 * PAD;
  }
  const of = (map: ReadonlyMap<number, number>, set: number): number => {
    const found = map.get(set);
    if (found === undefined) throw new Error(`set ${set} is not of the group`);
    return found;
  };
  const nodeBytes = 8 * entry + 8 * Math.ceil(count / 2) * 2;
  const colors = e.reserve(nodeBytes);
  const chunks = Math.max(1, ...group.rows.map((r) => r.chunks.length));
  return {
    count,
    first: (set) => of(firsts, set),
    colors,
    sums: e.reserve(8 * entry),
    colorAt: (set) => 8 * of(entries, set),
    marks: e.reserve(8 * Math.ceil(entry / 8)),
    tableBytes: 8 * entry,
    keys: e.reserve(8 * count),
    order: colors + 8 * entry,
    ranks: colors + 8 * entry + 4 * count,
    nodeBytes,
    nodes: e.reserve(nodeBytes * count),
    rows: e.reserve(8 * chunks * count),
    rowBytes: 8 * chunks,
  };
}

/** Address of the entry of what an ordinal names, for entries of so many bytes, and the offset to be added. Where it names nobody, of some entry. */
export function entryOf(
  site: Site,
  refs: Refs,
  ordinal: () => Code,
  bytes: 1 | 8,
  table: number,
): readonly [address: Code, offset: number] {
  const scaled = (index: Code): Code => i32.add(get(site.emission.area), i32.mul(index, i32c(bytes)));
  if (isNarrow(refs)) return [scaled(i32.wrap(ordinal())), table - bytes * refs.base];
  return [scaled(select(i32.wrap(i64.sub(ordinal(), i64c(refs.base))), i32c(0), isAmong(refs, ordinal()))), table];
}
