/**
 * Keys of wide states: parts over 32 bits are interned, two numbers make a word that is interned again, up to a root of
 * at most 64 bits, which is the key. (Tree compression, as in LTSmin and Spin's COLLAPSE, without loss.)
 * In: bits of the words. Out: `Keys`.
 * Not here: how words get their numbers (`interns.ts`).
 */
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, type Label, set, tee } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { internBatch, LISTED } from "./intern-batch.ts";
import type { Interns } from "./interns.ts";
import { BATCH, type Keys } from "./key.ts";
import { createRecent } from "./recent.ts";

/** Bits of a number of an interned word. */
const NUMBER_BITS = 32;

/** A stretch of the state's words, cut in the middle again and again. `bits`: of its value before it is interned. */
type Part =
  | { readonly kind: "word"; readonly word: number; readonly bits: number }
  | { readonly kind: "pair"; readonly low: Part; readonly high: Part; readonly bits: number };

const narrowed = (bits: number): number => (bits <= NUMBER_BITS ? bits : NUMBER_BITS);

function partOf(words: readonly number[], from: number, to: number): Part {
  if (to - from === 1) return { kind: "word", word: from, bits: words[from] ?? 0 };
  const cut = (from + to) >> 1;
  const [low, high] = [partOf(words, from, cut), partOf(words, cut, to)];
  return { kind: "pair", low, high, bits: narrowed(low.bits) + narrowed(high.bits) };
}

/** Keys of states of two words or more. */
export function treeKeys(e: Emission, interns: Interns): Keys {
  const { words } = e.layout;
  const root = partOf(words, 0, words.length);
  const bits = Math.max(root.bits, 12);
  const left = i64c(64 - bits);
  const numbers = new Map<Part, number>();
  const batches: Func[] = [];
  const list = e.reserve(LISTED * BATCH, 64);
  internParts(root, true);
  const recent = createRecent(e);
  return {
    bits,
    forget: recent.enter,
    load(f, { head }, from, stop, full) {
      const nth = f.local("nth", "i32");
      const { value, fails } = joined(root, from, nth);
      return {
        before: [
          ...recent.drop(f, from, stop),
          ...batches.map((batch) => call(batch, [get(from), get(stop)])),
          // Moved on before each state, as a state that has no key is left in the middle.
          set(nth, i32.sub(get(e.area), i32c(8))),
        ],
        each: [set(nth, i32.add(get(nth), i32c(8))), br(full, fails), set(head, i64.shl(value, left))],
      };
    },
    find: (f, { head }, at, absent) => [set(head, i64.shl(foundValue(f, root, at, absent, interns), left))],
    store: (f, { head }, at) => storeAll(f, root, i64.shr_u(get(head), left), at, interns),
  };

  /** Inner parts first. Those that are interned get an array of numbers, one per state of a batch. */
  function internParts(part: Part, isRoot: boolean): void {
    if (part.kind === "pair") for (const child of [part.low, part.high]) internParts(child, false);
    if (isRoot || part.bits <= NUMBER_BITS) return;
    const offset = e.reserve(8 * BATCH, 64);
    batches.push(internBatch(e, interns, (at, numbersAt) => joined(part, at, numbersAt), { list, numbers: offset }));
    numbers.set(part, offset);
  }

  /** Value of a part that is not interned itself; it is none where a number in it is -1. */
  function joined(part: Part, at: Local, numbersAt: Local): { readonly value: Code; readonly fails: Code } {
    if (part.kind === "word") return { value: i64.load(get(at), 8 * part.word), fails: i32c(0) };
    const [low, high] = [narrow(part.low), narrow(part.high)];
    const parts = [part.low, part.high].filter((child) => child.bits > NUMBER_BITS).map(narrow);
    return {
      value: i64.or(low, i64.shl(high, i64c(narrowed(part.low.bits)))),
      fails: i64.lt_s(
        parts.reduce((a, b) => i64.or(a, b), i64c(0)),
        i64c(0),
      ),
    };

    function narrow(child: Part): Code {
      const offset = numbers.get(child);
      return offset === undefined ? joined(child, at, numbersAt).value : i64.load(get(numbersAt), offset);
    }
  }
}

function foundValue(f: Func, part: Part, at: Local, absent: Label, interns: Interns): Code {
  if (part.kind === "word") return i64.load(get(at), 8 * part.word);
  const narrow = (child: Part): Code => {
    const value = foundValue(f, child, at, absent, interns);
    if (child.bits <= NUMBER_BITS) return value;
    const word = f.local("word", "i64");
    const found = f.local("found", "i64");
    const known = i64.eq(tee(found, interns.known(word)), i64c(-1));
    return block(null, [set(word, value), br(absent, known), get(found)], "i64");
  };
  return i64.or(narrow(part.low), i64.shl(narrow(part.high), i64c(narrowed(part.low.bits))));
}

function storeAll(f: Func, part: Part, value: Code, at: Local, interns: Interns): readonly Code[] {
  if (part.kind === "word") return [i64.store(get(at), value, 8 * part.word)];
  const word = f.local("word", "i64");
  const lowBits = narrowed(part.low.bits);
  const wide = (child: Part, of: Code): Code => (child.bits <= NUMBER_BITS ? of : interns.wordOf(of));
  const low = i64.and(get(word), i64c((1n << BigInt(lowBits)) - 1n));
  return [
    set(word, value),
    ...storeAll(f, part.low, wide(part.low, low), at, interns),
    ...storeAll(f, part.high, wide(part.high, i64.shr_u(get(word), i64c(lowBits))), at, interns),
  ];
}
