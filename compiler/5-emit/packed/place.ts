/**
 * Places in packed words: found while code is made as far as that goes, by a shift computed at run time where an index is.
 * In: packings, values as indices. Out: `Place`, reading and writing of its parts.
 * Not here: boxes and what stands in either (`parts.ts`), the words themselves (`run.ts`).
 */

import type { Bits, Packing } from "../../../ir/layout.ts";
import { eachBits } from "../../../ir/layout-bits.ts";
import { type Code, get, i32, i32c, i64, i64c, select, set } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import { type Cond, condOf, isFalse, testOf } from "./condition.ts";
import type { Place, Val, Words } from "./forms.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { bool, constant, int, mapped, membersOf } from "./value.ts";

export const placeOf = (packing: Packing, words: Words): Place => ({
  ...{ packing, words, delta: null, word: null, trusted: false },
});

export const within = (p: Place, packing: Packing, trusted = p.trusted): Place => ({ ...p, packing, trusted });

/** A copy that later writes do not reach. */
export const frozen = (p: Place): Place =>
  p.words.frozen ? p : { ...p, words: { at: [...p.words.at], frozen: true } };

/** The row of an ordinal that is computed at run time and is surely that of a row. */
export function rowAt(run: Run, p: Place, rows: readonly Packing[], ordinal: Code): Place {
  const [first] = rows;
  if (first === undefined) return unsupported("a table without rows");
  if (rows.length === 1) return within(p, first);
  const moves = rows.map((row) => displacement(first, row) ?? unsupported("rows that are not alike"));
  const at = run.bind(ordinal);
  const shifts = run.bind(
    mapped(
      at,
      moves.map((m) => m.shift),
    ),
  );
  const delta = p.delta === null ? shifts : run.bind(i32.add(p.delta, shifts));
  const most = Math.max(...moves.map((m) => m.words));
  if (moves.some((m) => m.words < 0)) return unsupported("rows that are not in order");
  if (most === 0) return { ...p, packing: first, delta };
  if (p.word !== null) return unsupported("tables in tables over several words");
  const code = run.bind(
    mapped(
      at,
      moves.map((m) => m.words),
    ),
  );
  return { ...p, packing: first, delta, word: { code, count: most + 1 } };
}

/** By how much every part of `b` stands further on than its like in `a`; null where that differs from part to part. */
function displacement(a: Packing, b: Packing): { readonly words: number; readonly shift: number } | null {
  const [here, there] = [bitsOf(a), bitsOf(b)];
  const pairs = here.flatMap((x, i) => {
    const y = there[i];
    return x.width === 0 || y === undefined ? [] : [{ words: y.word - x.word, shift: y.shift - x.shift }];
  });
  const [first] = pairs;
  if (first === undefined) return { words: 0, shift: 0 };
  return pairs.every((m) => m.words === first.words && m.shift === first.shift) ? first : null;
}

const known = new WeakMap<Packing, readonly Bits[]>();
/** Of every part in order. */
export function bitsOf(p: Packing): readonly Bits[] {
  const found = known.get(p) ?? eachBits(p);
  known.set(p, found);
  return found;
}

const maskOf = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** The word of some bits, whichever it is. */
function wordOf(run: Run, p: Place, b: Bits): Code {
  const at = (k: number): Code => get(localOf(p.words, b.word + k));
  if (p.word === null) return at(0);
  let made = at(0);
  for (let k = 1; k < p.word.count; k++)
    if (p.words.at[b.word + k] !== undefined) made = select(at(k), made, i32.eq(p.word.code, i32c(k)));
  return run.bind(made);
}

function localOf(words: Words, i: number): Local {
  return words.at[i] ?? unsupported("a word that is not there");
}

const amount = (p: Place, b: Bits): Code =>
  p.delta === null ? i64c(b.shift) : i64.extend_u(i32.add(p.delta, i32c(b.shift)));

/** The number that some bits of a place hold, an i32. */
export function readBits(run: Run, p: Place, b: Bits): Code {
  if (b.width === 0) return i32c(0);
  if (b.width > 31) return unsupported("a wide number");
  const shifted = i64.shr_u(wordOf(run, p, b), amount(p, b));
  return i32.wrap(i64.and(shifted, i64c(maskOf(b.width))));
}

/** Whether they hold a number; a test of bits where the place is fixed. */
export function bitsAre(run: Run, p: Place, b: Bits, n: number): Cond {
  if (p.delta !== null) return condOf(i32.eq(readBits(run, p, b), i32c(n)));
  const mask = maskOf(b.width) << BigInt(b.shift);
  return testOf(localOf(p.words, b.word), mask, BigInt(n) << BigInt(b.shift));
}

/** Writes on the present path. */
export function writeBits(run: Run, p: Place, b: Bits, value: Code): void {
  if (p.words.frozen) unsupported("a change of what was");
  if (b.width === 0) return;
  if (b.width > 31) unsupported("a wide number");
  if (isFalse(run.path)) return;
  const path = run.pathCode();
  if (path === null && p.delta === null && p.word === null && value.kind === "const")
    return writeKnown(run, p.words, b, BigInt(value.value));
  const shift = amount(p, b);
  const more = p.word === null ? 1 : p.word.count;
  const mask = i64.xor(i64.shl(i64c(maskOf(b.width)), shift), i64c(-1n));
  const moved = i64.shl(i64.extend_u(value), shift);
  const [clear, bits] = more === 1 ? [mask, moved] : [run.bind(mask), run.bind(moved)];
  for (let k = 0; k < more; k++) {
    const old = p.words.at[b.word + k];
    if (old === undefined) continue;
    const kept = i64.and(get(old), clear);
    const isAll = value.kind === "const" && BigInt(value.value) === maskOf(b.width);
    const isNone = value.kind === "const" && Number(value.value) === 0;
    const written = isAll ? i64.or(get(old), bits) : isNone ? kept : i64.or(kept, bits);
    const here = p.word === null ? null : i32.eq(p.word.code, i32c(k));
    const test = here === null ? path : path === null ? here : i32.and(path, here);
    const made = run.fresh("i64");
    run.code.push({
      kind: "set",
      of: made,
      value: test === null ? written : select(written, get(old), test),
      type: null,
    });
    p.words.at[b.word + k] = made;
  }
}

/** Known numbers at fixed places of a word are written by one mask and one constant, however many they are. */
function writeKnown(run: Run, words: Words, b: Bits, value: bigint): void {
  const old = localOf(words, b.word);
  const before = run.written.get(old) ?? { base: old, clear: 0n, bits: 0n };
  const mask = maskOf(b.width) << BigInt(b.shift);
  const clear = before.clear | mask;
  const bits = (before.bits & ~mask) | (value << BigInt(b.shift));
  const made = run.fresh("i64");
  const base = get(before.base);
  const kept = bits === clear ? base : i64.and(base, i64c(~clear));
  run.code.push(set(made, i64.or(kept, i64c(bits))));
  run.written.set(made, { base: before.base, clear, bits });
  words.at[b.word] = made;
}

/** The scalar at a place. */
export function readScalar(run: Run, p: Place & { readonly packing: { readonly kind: "scalar" } }): Val {
  const { domain, bits } = p.packing;
  // Looked at later than now, perhaps.
  const p0 = frozen(p);
  if (domain.kind === "int") {
    if (bits.width === 0) return constant(domain.lo);
    if (domain.lo < -(2 ** 30) || domain.hi > 2 ** 30) return unsupported("a wide number");
    const code = i32.add(readBits(run, p, bits), i32c(domain.lo));
    const made = int(code, domain.lo, domain.hi);
    return made.kind === "int" && p.delta === null
      ? { ...made, test: (n) => bitsAre(run, p0, bits, n - domain.lo) }
      : made;
  }
  const all = membersOf(domain);
  if (all.length <= 1 || bits.width === 0) return constant(all[0]);
  if (all.length === 2 && all.every((x) => typeof x === "boolean")) {
    const yes = all[0] === true ? 0 : 1;
    return bool(bitsAre(run, p0, bits, yes));
  }
  const code = readBits(run, p, bits);
  const made: Val = { kind: "ord", domain, code, trusted: p.trusted };
  return p.delta === null ? { ...made, test: (o) => bitsAre(run, p0, bits, o) } : made;
}
