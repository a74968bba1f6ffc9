/**
 * Signatures of identities: a color for each, made of what the state says of it without naming another. A permutation of
 * the state moves colors along: nothing of an identity's number enters its color.
 * In: the words of a state and its rows, in locals. Out: `emitSeed`.
 * Not here: refinement by those that it has to do with (`round.ts`), classes of equal colors (`ordering.ts`).
 */
import { type Code, get, i32, i32c, i64, i64c, set, when } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import type { Cell } from "./cells.ts";
import type { Group } from "./group.ts";
import { constant, hasPads, type Mention, masked, maskOf, mentionsOf, mixed, type Scene } from "./mentions.ts";
import type { Identity } from "./names.ts";
import { type Codes, holds, isAmong, readBits, readRowBits } from "./words.ts";
import { entryOf } from "./workspace.ts";

/**
 * Colors by what the state says of each identity without naming another; marks of those that are named at all, or of which
 * more is said than stands in their rows.
 */
export function emitSeed(scene: Scene): Codes {
  const { site, space, f, words, rows } = scene;
  const code: Codes = [];
  const base = (): Code => get(site.emission.area);
  const own = site.group.sets.map(({ set: s, size }) =>
    Array.from({ length: size }, () => {
      const color = f.local("seed", "i64");
      code.push(set(color, constant(`set ${s}`)));
      return color;
    }),
  );
  const add = ({ set: s, index }: Identity, x: Code): Code => {
    const color = own[site.group.sets.findIndex((g) => g.set === s)]?.[index] as Local;
    return set(color, i64.add(get(color), x));
  };
  for (const [r, of] of site.group.rows.entries()) {
    for (const [index, row] of (rows[r] ?? []).entries()) {
      for (const [k, chunk] of row.entries()) {
        const free = freeBits(of.parts, k);
        if (free !== 0n)
          code.push(
            add(
              { set: of.set, index },
              mixed(f, code, i64.mul(i64.and(get(chunk), i64c(free)), constant(`free ${k}`))),
            ),
          );
      }
      for (const [i, p] of overlaidFree(of.parts).entries()) {
        const x = i64.mul(readRowBits(row, p.bits), constant(`overlaid ${i}`));
        code.push(add({ set: of.set, index }, masked(x, maskOf(holds(p.guards, (g) => readRowBits(row, g.bits))))));
      }
    }
  }
  for (const c of site.group.cells) {
    const [first, ...others] = c.owners;
    // Cells of several owners are for the rounds, but a table's diagonal says something of one.
    if (first === undefined || c.refs.length > 0) continue;
    if (others.some((o) => o.set !== first.set || o.index !== first.index)) continue;
    const x = i64.mul(readBits(words, c.bits), constant(`own ${c.kind}`));
    code.push(add(first, masked(x, maskOf(holds(c.guards, (g) => readBits(words, g.bits))))));
  }
  const mentions = mentionsOf(scene);
  for (const m of mentions) {
    for (const [k, o] of m.owners.entries()) {
      if (o.set !== m.refs.set) continue;
      const isSelf = i64.eq(m.ordinal, i64c(m.refs.base + o.index));
      const test = m.present === null ? isSelf : i32.and(isSelf, m.present);
      code.push(add(o, i64.and(i64.sub(i64c(0), i64.extend_u(test)), constant(`self ${m.name} ${k}`))));
    }
  }
  for (const [k, { set: s, size }] of site.group.sets.entries()) {
    const at = space.colors + space.colorAt(s);
    for (const [i, color] of (own[k] ?? []).entries()) code.push(i64.store(base(), get(color), at + 8 * i));
    // Ordinals that are no identities have colors too.
    const refs = mentions.flatMap((m) => (m.refs.set === s && hasPads(m.refs) ? [m.refs] : []));
    const before = Math.max(0, ...refs.map((r) => r.base));
    const after = Math.max(0, ...refs.map((r) => r.count - r.base - size));
    for (let i = 1; i <= before; i++) code.push(i64.store(base(), constant(`before ${i}`), at - 8 * i));
    for (let i = 0; i < after; i++) code.push(i64.store(base(), constant(`after ${i}`), at + 8 * (size + i)));
  }
  for (let at = 0; at < space.tableBytes / 8; at += 8) code.push(i64.store(base(), i64c(0), space.marks + at));
  for (const m of mentions) code.push(...emitMark(scene, m));
  for (const c of site.group.cells) code.push(...emitOwnerMarks(scene, c));
  return code;
}

/** Marks an identity of which something stands outside its row, unless that is zero. Cells of several owners are for the rounds. */
function emitOwnerMarks({ site, space, words }: Scene, c: Cell): Codes {
  const present = holds(c.guards, (g) => readBits(words, g.bits));
  const isSaid = c.refs.length > 0 ? i32c(1) : i32.eqz(i64.eqz(readBits(words, c.bits)));
  if (c.refs.length === 0 && c.owners.length > 1) return [];
  const test = present === null ? isSaid : i32.and(isSaid, present);
  return c.owners.map((o) =>
    when(test, [i32.store8(get(site.emission.area), i32c(1), space.marks + space.colorAt(o.set) / 8 + o.index)]),
  );
}

/** Marks what is named; where nothing has an owner, its color says that it is. */
function emitMark({ site, space, f }: Scene, m: Mention): Codes {
  const ordinal = f.local("ordinal", "i64");
  const value = (): Code => get(ordinal);
  const marks = space.marks + space.colorAt(m.refs.set) / 8;
  const [mark, markOffset] = entryOf(site, m.refs, value, 1, marks);
  const named: Codes = [i32.store8(mark, i32c(1), markOffset)];
  if (m.owners.length === 0) {
    const [entry, offset] = entryOf(site, m.refs, value, 8, space.colors + space.colorAt(m.refs.set));
    const address = f.local("address", "i32");
    named.push(
      set(address, entry),
      i64.store(get(address), i64.add(i64.load(get(address), offset), constant(m.name)), offset),
    );
  }
  const among = hasPads(m.refs) ? null : isAmong(m.refs, value());
  const test = among === null ? m.present : m.present === null ? among : i32.and(among, m.present);
  return [set(ordinal, m.ordinal), ...(test === null ? named : [when(test, named)])];
}

type Parts = Group["rows"][number]["parts"];

const bitsOf = (p: Parts[number]): bigint => ((1n << BigInt(p.bits.width)) - 1n) << BigInt(p.bits.at);
const cover = (parts: Parts, chunk: number): bigint =>
  parts.reduce((made, p) => (p.bits.chunk === chunk ? made | bitsOf(p) : made), 0n);
const named = (parts: Parts): Parts => parts.filter((p) => p.refs.length > 0);

/** Bits of a chunk that name nobody whatever members unions have. */
const freeBits = (parts: Parts, chunk: number): bigint => cover(parts, chunk) & ~cover(named(parts), chunk);

const overlaidFree = (parts: Parts): Parts =>
  parts.filter((p) => p.refs.length === 0 && (bitsOf(p) & cover(named(parts), p.bits.chunk)) !== 0n);
