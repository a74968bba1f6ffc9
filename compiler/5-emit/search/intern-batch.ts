/**
 * Interns one word of each state of a batch, so that the memory works on many of them at once.
 * In: code for the word of a state. Out: a function of a batch that stores the words' numbers.
 * Not here: one word alone (`interns.ts`), which words these are (`tree.ts`).
 *
 * First the cache is asked. The words that it does not know are listed; their slots are touched, then the words to which
 * these point, and only then are they looked up.
 */
import { INTERN_BASE } from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, select, set, tee, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { during, read } from "./control.ts";
import type { Interns } from "./interns.ts";

/** The word of the state at `at`; no word where `fails`. `numbers` is the area plus 8 for each state before it. */
type WordOf = (at: Local, numbers: Local) => { readonly value: Code; readonly fails: Code };

/** Bytes of a listed word: i64 word, u32 address of its first slot, u32 where its number goes. */
export const LISTED = 16;

/** Offsets in an area: of the list, LISTED · BATCH bytes; of the numbers, 8 · BATCH bytes. */
export interface BatchOffsets {
  readonly list: number;
  readonly numbers: number;
}

/** (from, to): the number of each state's word, -1 where it has none. */
export function internBatch(
  e: Emission,
  interns: Interns,
  wordOf: WordOf,
  { list, numbers: offset }: BatchOffsets,
): Func {
  const sink = e.reserve(8);
  const f = e.module.func("internBatch", [
    ["from", "i32"],
    ["to", "i32"],
  ] as const);
  const [at, to] = [f.param(0), f.param(1)];
  const [area, numbers, entry] = [f.local("area", "i32"), f.local("numbers", "i32"), f.local("entry", "i32")];
  const [item, end, held] = [f.local("item", "i32"), f.local("end", "i32"), f.local("held", "i32")];
  const [word, number, sum] = [f.local("word", "i64"), f.local("number", "i64"), f.local("sum", "i64")];
  const { value, fails } = wordOf(at, numbers);
  const slot = interns.slotOf(f, word);
  const known = label("known");
  const stateBytes = 8 * e.layout.words.length;
  const first = set(item, i32.add(get(area), i32c(list)));
  const next = set(item, i32.add(get(item), i32c(LISTED)));
  const remaining = i32.lt_u(get(item), get(end));
  const add = (x: Code): Code => set(sum, i64.add(get(sum), x));
  f.body = [
    set(area, get(e.area)),
    set(numbers, get(area)),
    first,
    during(i32.lt_u(get(at), get(to)), [
      block(known, [
        set(number, i64c(-1)),
        br(known, fails),
        set(word, value),
        set(entry, interns.entryOf(word)),
        // A number of -1 is that of no word: what the cache holds at first.
        when(i64.eq(i64.load(get(entry), interns.cache), get(word)), [
          br(known, i64.ne(tee(number, i64.load(get(entry), interns.cache + 8)), i64c(-1))),
        ]),
        ...slot.set,
        i64.store(get(item), get(word)),
        i32.store(get(item), slot.at, 8),
        i32.store(get(item), get(numbers), 12),
        next,
      ]),
      i64.store(get(numbers), get(number), offset),
      set(numbers, i32.add(get(numbers), i32c(8))),
      set(at, i32.add(get(at), i32c(stateBytes))),
    ]),
    set(end, get(item)),
    first,
    during(remaining, [add(i64.extend_u(i32.load(i32.load(get(item), 8)))), next]),
    first,
    during(remaining, [
      set(held, i32.load(i32.load(get(item), 8))),
      // A slot that is empty or just being claimed points to no word: then the first ones are touched.
      set(held, select(i32c(1), get(held), i32.le_s(get(held), i32c(0)))),
      add(i64.load(i32.add(read(INTERN_BASE), i32.shl(i32.sub(get(held), i32c(1)), i32c(3))))),
      next,
    ]),
    // So that the loads are not dropped.
    i64.store(get(area), get(sum), sink),
    first,
    during(remaining, [
      set(word, i64.load(get(item))),
      i64.store(i32.load(get(item), 12), call(interns.intern, [get(word), i32c(1)]), offset),
      next,
    ]),
  ];
  return f;
}
