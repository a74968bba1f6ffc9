/**
 * Code that reads packed words in locals and puts bits together into words.
 * In: places, rows. Out: `readBits`, `gather`, `scatter`, `holds`, `renamed`, loading and storing of whole states.
 * Not here: which bits are read (`cells.ts`, `rows.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import { type Code, get, i32, i64, i64c, select, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Guard } from "./cells.ts";
import type { Refs } from "./names.ts";
import type { RowBits, Run } from "./rows.ts";

/** Instructions that are still to come, in order. */
export type Codes = Code[];

/** Locals with the words of the state at an address. */
export function loadWords(f: Func, code: Codes, address: Code, words: number): readonly Local[] {
  return Array.from({ length: words }, (_, i) => {
    const word = f.local(`w${i}`, "i64");
    code.push(set(word, i64.load(address, 8 * i)));
    return word;
  });
}

const low = (width: number): Code => i64c((1n << BigInt(width)) - 1n);

const cut = (from: Code, shift: number, width: number): Code => {
  const down = i64.shr_u(from, i64c(shift));
  return shift + width === 64 ? down : i64.and(down, low(width));
};

const local = (words: readonly Local[], i: number): Local => {
  const found = words[i];
  if (found === undefined) throw new Error(`no word ${i}`);
  return found;
};

export const readBits = (words: readonly Local[], b: Bits): Code => cut(get(local(words, b.word)), b.shift, b.width);

/** Of the chunks of a row. */
export const readRowBits = (chunks: readonly Local[], b: RowBits): Code =>
  cut(get(local(chunks, b.chunk)), b.at, b.width);

export const any = (parts: readonly Code[]): Code => parts.reduce((a, b) => i64.or(a, b), i64c(0));

/** One chunk of a row, an i64. */
export const gather = (words: readonly Local[], runs: readonly Run[]): Code =>
  any(runs.map((r) => i64.shl(readBits(words, r.bits), i64c(r.at))));

/** Ors the bits of a chunk into the words. */
export function scatter(code: Codes, into: readonly Local[], runs: readonly Run[], chunk: () => Code): void {
  for (const r of runs) {
    const word = local(into, r.bits.word);
    code.push(set(word, i64.or(get(word), i64.shl(cut(chunk(), r.at, r.bits.width), i64c(r.bits.shift)))));
  }
}

function testOf(guard: Pick<Guard, "kind" | "value">, found: Code): Code {
  switch (guard.kind) {
    case "is":
      return i64.eq(found, i64c(guard.value));
    case "above":
      return i64.gt_u(found, i64c(guard.value));
    case "among":
      return i32.wrap(i64.and(i64.shr_u(i64c(guard.value), found), i64c(1)));
  }
}

/** An i32; null where there are no guards. `read` gives a guard's tag or length. */
export function holds<G extends Pick<Guard, "kind" | "value">>(
  guards: readonly G[],
  read: (guard: G) => Code,
): Code | null {
  const tests = guards.map((g) => testOf(g, read(g)));
  return tests.reduce<Code | null>((a, b) => (a === null ? b : i32.and(a, b)), null);
}

/** The new ordinal of an identity of `refs`; of any other ordinal of the domain anything, without a trap. */
export type Rename = (refs: Refs, ordinal: () => Code) => Code;

export const isAmong = (refs: Refs, ordinal: Code): Code =>
  i64.lt_u(i64.sub(ordinal, i64c(refs.base)), i64c(refs.size));

/**
 * An ordinal with its identity renamed, an i64; the ordinal itself where `present` (an
 * i32; null is always) is 0. It may be used several times.
 */
export function renamed(
  f: Func,
  code: Codes,
  { ordinal, refs, present }: RenamedCell,
  rename: Rename,
): { readonly old: Code; readonly renamed: Code } {
  const own = f.local("ordinal", "i64");
  const made = f.local("renamed", "i64");
  code.push(set(own, ordinal));
  if (refs.length !== 1) code.push(set(made, get(own)));
  for (const r of refs) {
    const moved = rename(r, () => get(own));
    const kept = get(refs.length === 1 ? own : made);
    const among = r.count === r.size ? null : isAmong(r, get(own));
    const test = among === null ? present : present === null ? among : i32.and(among, present);
    code.push(set(made, test === null ? moved : select(moved, kept, test)));
  }
  return { old: get(own), renamed: get(made) };
}

export interface RenamedCell {
  readonly ordinal: Code;
  readonly refs: readonly Refs[];
  readonly present: Code | null;
}
