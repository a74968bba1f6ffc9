/**
 * The cheapest way: where rows hold no identities, sorting the rows is an exact canonical form. Identities that single
 * places of the state point at (an owner, a victim per level) have that in their sort key: no two share a pointer.
 * In: a group of one set. Out: `canSort`, `emitSortRows`.
 * Not here: rows that refer to identities (`few-images.ts`, `refined.ts`).
 */
import { br, type Code, get, i32, i32c, i64, i64c, label, loop, select, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Cell } from "./cells.ts";
import type { Group, Reduction, Site } from "./group.ts";
import { emitFixedCell, emitKept } from "./image.ts";
import { renamingInMemory } from "./renaming.ts";
import { createSort, MOST_LOCALS } from "./sort-memory.ts";
import { sortLocals } from "./sorting-network.ts";
import { type Codes, gather, holds, loadWords, readBits, scatter } from "./words.ts";

/** From the top: pointed at by pointer k, …, the row, the index (where there are pointers). */
interface KeyShape {
  readonly set: number;
  readonly size: number;
  readonly row: number;
  readonly index: number;
  readonly pointers: readonly Cell[];
  readonly width: number;
}

function keyShape(g: Group): KeyShape | null {
  const [rows, other] = g.rows;
  if (rows === undefined || other !== undefined || rows.chunks.length > 1 || g.looped.length + g.wholes.length > 0)
    return null;
  if (rows.parts.some((p) => p.refs.length > 0) || g.cells.some((c) => c.owners.length > 0)) return null;
  const pointers = g.cells.filter((c) => c.refs.length > 0);
  const row = rows.chunks[0] ?? 0;
  const index = pointers.length > 0 || row === 0 ? Math.ceil(Math.log2(rows.size)) : 0;
  const width = row + index + pointers.length;
  return width > 64 ? null : { set: rows.set, size: rows.size, row, index, pointers, width };
}

/** Whether rows hold no identities and rows and pointers fit a key of 64 bits. */
export const canSort = (g: Group): boolean => keyShape(g) !== null;

export function emitSortRows(site: Site): Reduction {
  const shape = keyShape(site.group);
  if (shape === null) throw new Error("rows cannot be sorted");
  const keys = site.emission.reserve(8 * (shape.size + 1));
  return { inPlace: emitInPlace(site, shape, keys), trace: emitTrace(site, shape, keys) };
}

/** Keys into locals, where there are `locals`, else into memory. Bits of the pointers are set in memory, at a computed index. */
function emitKeys(site: Site, shape: KeyShape, f: Func, code: Codes, words: readonly Local[], keys: number): void {
  const base = (): Code => get(site.emission.area);
  for (let i = 0; i < shape.size; i++) code.push(i64.store(base(), rowKey(site, shape, words, i), keys + 8 * i));
  for (const [k, cell] of shape.pointers.entries()) {
    const bit = i64c(1n << BigInt(shape.row + shape.index + k));
    for (const r of cell.refs) {
      const index = f.local("index", "i64");
      const present = holds(cell.guards, (g) => readBits(words, g.bits));
      const valid = i64.lt_u(get(index), i64c(shape.size));
      const slot = f.local("slot", "i32");
      // What points at nobody sets its bit in a slot that nobody reads.
      code.push(
        set(index, i64.sub(readBits(words, cell.bits), i64c(r.base))),
        set(
          slot,
          i32.add(
            base(),
            i32.mul(
              select(i32.wrap(get(index)), i32c(shape.size), present === null ? valid : i32.and(valid, present)),
              i32c(8),
            ),
          ),
        ),
        i64.store(get(slot), i64.or(i64.load(get(slot), keys), bit), keys),
      );
    }
  }
}

const rowKey = (site: Site, shape: KeyShape, words: readonly Local[], i: number): Code => {
  const runs = site.group.rows[0]?.runs[i]?.[0];
  const row = runs === undefined ? i64c(0) : gather(words, runs);
  return i64.or(i64.shl(row, i64c(shape.index)), i64c(shape.index === 0 ? 0 : i));
};

function emitInPlace(site: Site, shape: KeyShape, keys: number): Func {
  const { emission: e, group } = site;
  const f = e.module.func("sortRows", [["state", "i32"]]);
  const code: Codes = [];
  const base = (): Code => get(e.area);
  const words = loadWords(f, code, get(f.param(0)), e.layout.words.length);
  const sorted = emitSorted(site, shape, f, code, words, keys);
  const mask = i64c((1n << BigInt(shape.index)) - 1n);
  if (shape.pointers.length > 0) {
    for (let i = 0; i < shape.size; i++) {
      const old = i32.wrap(i64.and(sorted(i), mask));
      code.push(i32.store(i32.add(base(), i32.mul(old, i32c(4))), i32c(i), site.to + 4 * site.first(shape.set)));
    }
  }
  const images = emitKept(f, code, group, words);
  for (const c of group.cells) emitFixedCell(f, code, { words, images }, c, renamingInMemory(site).rename);
  const runs = group.rows[0]?.runs ?? [];
  const row = (1n << BigInt(shape.row)) - 1n;
  for (let i = 0; i < shape.size; i++) {
    const here = runs[i]?.[0];
    if (here === undefined) continue;
    const value = (): Code =>
      shape.pointers.length === 0
        ? i64.shr_u(sorted(i), i64c(shape.index))
        : i64.and(i64.shr_u(sorted(i), i64c(shape.index)), i64c(row));
    scatter(code, images, here, value);
  }
  for (const [w, image] of images.entries()) code.push(i64.store(get(f.param(0)), get(image), 8 * w));
  f.body = code;
  return f;
}

/** The keys in order: from locals, or from memory where there are many. */
function emitSorted(
  site: Site,
  shape: KeyShape,
  f: Func,
  code: Codes,
  words: readonly Local[],
  keys: number,
): (i: number) => Code {
  const base = (): Code => get(site.emission.area);
  if (shape.size > MOST_LOCALS) {
    emitKeys(site, shape, f, code, words, keys);
    const sort = createSort(site.emission);
    code.push({ kind: "call", func: sort, args: [i32.add(base(), i32c(keys)), i32c(shape.size)], type: null });
    return (i) => i64.load(base(), keys + 8 * i);
  }
  const inMemory = shape.pointers.length > 0;
  if (inMemory) emitKeys(site, shape, f, code, words, keys);
  const locals = Array.from({ length: shape.size }, (_, i) => {
    const key = f.local(`key${i}`, "i64");
    code.push(set(key, inMemory ? i64.load(base(), keys + 8 * i) : rowKey(site, shape, words, i)));
    return key;
  });
  sortLocals(f, code, locals, shape.width);
  return (i) => get(locals[i] as Local);
}

/** Each identity goes to the position that as many have before it. */
function emitTrace(site: Site, shape: KeyShape, keys: number): Func {
  const { emission: e } = site;
  const f = e.module.func("traceRows", [["state", "i32"]]);
  const code: Codes = [];
  const words = loadWords(f, code, get(f.param(0)), e.layout.words.length);
  emitKeys(site, shape, f, code, words, keys);
  const [i, j, before] = [f.local("i", "i32"), f.local("j", "i32"), f.local("before", "i32")];
  const key = (at: Local): Code => i64.load(i32.add(get(e.area), i32.mul(get(at), i32c(8))), keys);
  const less = i64.lt_u(key(j), key(i));
  const tied = i32.and(i64.eq(key(j), key(i)), i32.lt_u(get(j), get(i)));
  const [each, other] = [label("each"), label("other")];
  code.push(
    loop(each, [
      set(before, i32c(0)),
      set(j, i32c(0)),
      loop(other, [
        set(before, i32.add(get(before), i32.or(less, tied))),
        set(j, i32.add(get(j), i32c(1))),
        br(other, i32.lt_u(get(j), i32c(shape.size))),
      ]),
      i32.store(i32.add(get(e.area), i32.mul(get(i), i32c(4))), get(before), site.to + 4 * site.first(shape.set)),
      set(i, i32.add(get(i), i32c(1))),
      br(each, i32.lt_u(get(i), i32c(shape.size))),
    ]),
  );
  f.body = code;
  return f;
}
