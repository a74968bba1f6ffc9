/**
 * Interned words: each 64-bit word gets a number, the same for equal words, for as long as the search lasts.
 * In: the region of the control block. Out: `intern` (word → number), its cache of recent ones, growth.
 * Not here: which words are interned (`tree.ts`), many at once (`intern-batch.ts`).
 *
 * The words stand from the region's base on, by number; an index of numbers plus 1 (0: empty) hangs from its end. A slot
 * is claimed before a number is taken, so that no number is ever wasted and the index can be made again from the words.
 */
import {
  GROW_WANTED,
  INTERN_BASE,
  INTERN_BITS,
  INTERN_BYTES,
  INTERN_COUNT,
  INTERN_LIMIT,
} from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import {
  br,
  type Code,
  call,
  drop,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  ret,
  select,
  set,
  tee,
  when,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { addTo, during, read, readNow, setBits, write } from "./control.ts";
import { mix } from "./mixing.ts";

/** Bits of GROW_WANTED. */
export const GROW_TABLE = 1;
export const GROW_INTERNS = 2;

const FIRST_BITS = 12;
/** Words past the limit that may come when several instances pass it at once. */
const SLACK = 1024;
const CLAIMED = -1;
const CACHE_ENTRIES = 4096;
const CACHE_SPREAD = 0x9e3779b97f4a7c15n;

export interface Interns {
  /** (word, whether it is added) → i64, its number; -1, which is no number, where the interns are full or it is not added. */
  readonly intern: Func;
  /** Offset of the cache in an area, and where the entry of a word is in it: the word and its number, or -1 and -1. */
  readonly cache: number;
  entryOf(word: Local): Code;
  /** Address of the slot where the look-up of a word begins. */
  slotOf(f: Func, word: Local): { readonly set: readonly Code[]; readonly at: Code };
  /** i64, the number of a word, -1 where it was never interned. */
  known(word: Local): Code;
  wordOf(number: Code): Code;
  /** () → 0, or 1: the region is too small. */
  readonly prepare: Func;
  /** () → 0, or 1: the region is used up. */
  readonly grow: Func;
  /** Makes the cache of this instance empty. */
  readonly enter: readonly Code[];
}

export function createInterns(e: Emission): Interns {
  const cache = e.reserve(16 * CACHE_ENTRIES, 64);
  const { module } = e;
  const entryOf = (word: Local): Code => {
    const place = i64.and(i64.shr_u(i64.mul(get(word), i64c(CACHE_SPREAD)), i64c(48)), i64c(16 * (CACHE_ENTRIES - 1)));
    return i32.add(get(e.area), i32.wrap(place));
  };
  const intern = module.func(
    "intern",
    [
      ["word", "i64"],
      ["add", "i32"],
    ] as const,
    "i64",
  );
  intern.body = internBody(intern, (number) => {
    const entry = entryOf(intern.param(0));
    return [i64.store(entry, get(intern.param(0)), cache), i64.store(entry, number, cache + 8)];
  });
  const make = makeIndex(e);
  const prepare = module.func("prepareInterns", [], "i32");
  prepare.body = [write(INTERN_BITS, i32c(FIRST_BITS)), write(INTERN_COUNT, i32c(0)), ret(call(make, [])), i32c(0)];
  const grow = module.func("growInterns", [], "i32");
  grow.body = [
    write(INTERN_BITS, i32.add(read(INTERN_BITS), i32c(1))),
    when(call(make, []), [write(INTERN_BITS, i32.sub(read(INTERN_BITS), i32c(1))), ret(i32c(1))]),
    i32c(0),
  ];
  return {
    intern,
    cache,
    entryOf,
    slotOf(f, word) {
      const { first, at } = slotOf(f, word);
      return { set: first, at };
    },
    known: (word) => call(intern, [get(word), i32c(0)]),
    wordOf: (number) => i64.load(i32.add(read(INTERN_BASE), i32.shl(i32.wrap(number), i32c(3)))),
    prepare,
    grow,
    enter: [op("memory.fill", [i32.add(get(e.area), i32c(cache)), i32c(-1), i32c(16 * CACHE_ENTRIES)])],
  };
}

const wordAt = (number: Code): Code => i32.add(read(INTERN_BASE), i32.shl(number, i32c(3)));
const index = i32.sub(i32.add(read(INTERN_BASE), read(INTERN_BYTES)), i32.shl(i32c(4), read(INTERN_BITS)));

/** Where the look-up of a word begins, and how it goes on; `at` is set from `slot`. */
function slotOf(f: Func, word: Local): { readonly first: readonly Code[]; readonly next: Code; readonly at: Code } {
  const [head, slot] = [f.local("head", "i64"), f.local("slot", "i32")];
  const slots = i32.shl(i32c(1), read(INTERN_BITS));
  return {
    first: [
      set(head, get(word)),
      ...mix({ head, tail: null }, 64),
      set(slot, i32.wrap(i64.shr_u(get(head), i64.extend_u(i32.sub(i32c(64), read(INTERN_BITS)))))),
    ],
    next: set(slot, i32.and(i32.add(get(slot), i32c(1)), i32.sub(slots, i32c(1)))),
    at: i32.add(index, i32.shl(get(slot), i32c(2))),
  };
}

function internBody(f: Func, cached: (number: Code) => readonly Code[]): readonly Code[] {
  const [word, add] = [f.param(0), f.param(1)];
  const { first, next, at } = slotOf(f, word);
  const [place, held, number] = [f.local("place", "i32"), f.local("held", "i32"), f.local("number", "i32")];
  const again = label("slot");
  const gives = (n: Local): readonly Code[] => [...cached(i64.extend_u(get(n))), ret(i64.extend_u(get(n)))];
  return [
    ...first,
    loop(again, [
      set(held, op("i32.atomic.load", [tee(place, at)])),
      when(i32.eqz(get(held)), [
        when(i32.eqz(get(add)), [ret(i64c(-1))]),
        when(i32.ge_u(readNow(INTERN_COUNT), read(INTERN_LIMIT)), [
          drop(setBits(GROW_WANTED, GROW_INTERNS)),
          ret(i64c(-1)),
        ]),
        br(again, i32.ne(op("i32.atomic.rmw.cmpxchg", [get(place), i32c(0), i32c(CLAIMED)]), i32c(0))),
        set(number, addTo(INTERN_COUNT, i32c(1))),
        i64.store(wordAt(get(number)), get(word)),
        op("i32.atomic.store", [get(place), i32.add(get(number), i32c(1))]),
        ...gives(number),
      ]),
      // Another instance is about to write the number.
      br(again, i32.eq(get(held), i32c(CLAIMED))),
      set(number, i32.sub(get(held), i32c(1))),
      when(i64.eq(i64.load(wordAt(get(number))), get(word)), gives(number)),
      next,
      br(again),
    ]),
    i64c(-1),
  ];
}

/** () → 0, or 1 where the region has no room: the index of INTERN_BITS from all words. Sets INTERN_LIMIT. */
function makeIndex(e: Emission): Func {
  const f = e.module.func("makeIndex", [], "i32");
  const [word, limit, number] = [f.local("word", "i64"), f.local("limit", "i32"), f.local("number", "i32")];
  const { first, next, at } = slotOf(f, word);
  const slots = i64.shl(i64c(1), i64.extend_u(read(INTERN_BITS)));
  const room = f.local("room", "i64");
  const most = f.local("most", "i64");
  f.body = [
    // At its last growth the index may get more slots than there is room for words.
    set(most, i64.shr_u(i64.mul(slots, i64c(5)), i64c(3))),
    set(room, i64.sub(i64.extend_u(read(INTERN_BYTES)), i64.add(i64.shl(slots, i64c(2)), i64c(8 * SLACK)))),
    set(room, i64.shr_s(get(room), i64c(3))),
    set(most, select(get(most), get(room), i64.lt_s(get(most), get(room)))),
    when(i64.le_s(get(most), i64.extend_u(readNow(INTERN_COUNT))), [ret(i32c(1))]),
    set(limit, i32.wrap(get(most))),
    write(INTERN_LIMIT, get(limit)),
    op("memory.fill", [index, i32c(0), i32.shl(i32c(4), read(INTERN_BITS))]),
    during(i32.lt_u(get(number), readNow(INTERN_COUNT)), [
      set(word, i64.load(wordAt(get(number)))),
      ...first,
      during(i32.load(at), [next]),
      i32.store(at, i32.add(get(number), i32c(1))),
      set(number, i32.add(get(number), i32c(1))),
    ]),
    i32c(0),
  ];
  return f;
}
