/**
 * A function under construction that reads packed words and writes to an image: shared by all that unpacking consists of.
 * In: an emission. Out: `Writer`, reading of bits, cells of ordinals, functions of their own for what is large.
 * Not here: what is read and written (`unpack.ts`, `unpack-lists.ts`).
 */
import { type Domain, isScalar } from "../../../ir/domain.ts";
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i64, i64c, label, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { type Atoms, runsOf } from "./atoms.ts";
import { MOST_LEAVES } from "./batches.ts";
import { type Enumerations, nthOfRuns } from "./enumeration.ts";

/** What unpacking needs of `Objects`. */
export interface Shared {
  readonly atoms: Atoms;
  readonly enumerations: Enumerations;
}

/** The words that the function has read, and the parts that it leaves to others. */
export interface Writer {
  readonly e: Emission;
  readonly objects: Shared;
  readonly func: Func;
  readonly from: Local;
  readonly image: Local;
  readonly words: Map<number, Local>;
  readonly ordinal: Local;
}

export function funcOf(e: Emission, objects: Shared, name: string, body: (w: Writer) => readonly Code[]): Func {
  const func = e.module.func(name, [
    ["from", "i32"],
    ["image", "i32"],
  ]);
  const [from, image] = [func.param(0), func.param(1)];
  const w: Writer = { e, objects, func, from, image, words: new Map(), ordinal: func.local("ordinal", "i64") };
  const code = body(w);
  const loads = [...w.words].map(([word, local]) => set(local, i64.load(get(from), 8 * word)));
  func.body = [...loads, ...code];
  return func;
}

export const callOf = (w: Writer, body: (inner: Writer) => readonly Code[]): Code =>
  call(funcOf(w.e, w.objects, "unpack.part", body), [get(w.from), get(w.image)]);

function wordOf(w: Writer, word: number): Code {
  const known = w.words.get(word) ?? w.func.local(`word${word}`, "i64");
  w.words.set(word, known);
  return get(known);
}

/** i64. */
const bitsIn = (word: Code, { shift, width }: Bits): Code =>
  i64.and(i64.shr_u(word, i64c(shift)), i64c((1n << BigInt(width)) - 1n));

/** i64. */
export const read = (w: Writer, bits: Bits): Code => (bits.width === 0 ? i64c(0) : bitsIn(wordOf(w, bits.word), bits));

/** The cell at an ordinal, which may be evaluated several times; an object is made anew. */
export const cellAt = (w: Writer, d: Domain, ordinal: Code): Code =>
  isScalar(d) ? nthOfRuns(runsOf(w.objects.atoms, d), ordinal) : call(w.objects.enumerations.nth(d), [ordinal]);

/** Something that is there where a length is greater than its index. */
export interface Item {
  /** How many scalars it has. */
  readonly leaves: number;
  write(w: Writer): readonly Code[];
}

/** The first so many of all; what comes after the length is left as it is. Large ones go to functions of their own. */
export function upTo(w: Writer, length: Bits, items: readonly Item[], first = 0, end = items.length): readonly Code[] {
  const leaves = items.slice(first, end).reduce((n, x) => n + x.leaves, 1);
  if (end - first > 1 && leaves > MOST_LEAVES) {
    const middle = Math.ceil((first + end) / 2);
    return [
      callOf(w, (inner) => upTo(inner, length, items, first, middle)),
      callOf(w, (inner) => upTo(inner, length, items, middle, end)),
    ];
  }
  const done = label("done");
  const code = items
    .slice(first, end)
    .flatMap((x, i) => [br(done, i64.le_u(read(w, length), i64c(first + i))), ...x.write(w)]);
  return [block(done, code)];
}
