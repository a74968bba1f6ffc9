/**
 * The pool of chunks of states: free list, lists of an instance, directories of levels.
 * In: control block, private words. Out: functions that take, give back and fill chunks.
 * Not here: expansion (`run.ts`).
 */
import {
  AVAILABLE,
  CHUNK_BASE,
  CHUNK_BYTES,
  CHUNK_STATES,
  CHUNKS,
  FREE,
  FRESH,
  LINKS,
  LOST,
  NEXT,
  NEXT_COUNT,
} from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, call, drop, get, i32, i32c, i64, i64c, label, loop, op, ret, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { addTo, copyState, during, read, writeNow } from "./control.ts";

/** A list of chunks in an area: u32 head plus 1, or 0; u32 states in the head. All chunks behind the head are full. */
export const LIST_BYTES = 8;

export interface Pool {
  /** () → chunk, or -1: none is left. */
  readonly take: Func;
  /** (chunk). Exported as `release`. */
  readonly release: Func;
  /** (chunk, states in it): appends to the directory of the level that is found. */
  readonly found: Func;
  /** (address of a list, from, to): appends the packed states from … to; sets LOST if the pool is empty. */
  readonly append: Func;
  chunkAt(chunk: Code): Code;
  /** The chunk behind this one in its list, plus 1. */
  linkOf(chunk: Code): Code;
}

export function createPool(e: Emission): Pool {
  const words = e.layout.words.length;
  const { module } = e;
  const take = module.func("take", [], "i32");
  const release = module.func("release", [["chunk", "i32"]], null, "release");
  const found = module.func("found", [
    ["chunk", "i32"],
    ["states", "i32"],
  ] as const);
  const append = module.func("append", [
    ["list", "i32"],
    ["from", "i32"],
    ["to", "i32"],
  ] as const);
  const link = (chunk: Code): Code => i32.add(read(LINKS), i32.shl(chunk, i32c(2)));
  const chunkAt = (chunk: Code): Code => i32.add(read(CHUNK_BASE), i32.mul(chunk, read(CHUNK_BYTES)));
  take.body = takeBody(take, link);
  release.body = releaseBody(release, link);
  found.body = foundBody(found);
  append.body = appendBody(append, take, { words, link, chunkAt });
  return { take, release, found, append, chunkAt, linkOf: (chunk) => i32.load(link(chunk)) };
}

const head = op("i64.atomic.load", [i32c(0)], FREE);
const exchange = (old: Code, made: Code): Code => op("i64.atomic.rmw.cmpxchg", [i32c(0), old, made], FREE);
/** Another number in the high half each time, so that a head that went and came back is not taken for the old one. */
const successor = (old: Code, first: Code): Code =>
  i64.or(i64.shl(i64.add(i64.shr_u(old, i64c(32)), i64c(1)), i64c(32)), i64.extend_u(first));

/** AVAILABLE is counted down first, so that who passes finds a chunk, on the list or fresh, if not at once. */
function takeBody(f: Func, link: (chunk: Code) => Code): readonly Code[] {
  const old = f.local("old", "i64");
  const first = f.local("first", "i32");
  const again = label("again");
  return [
    when(i32.le_s(addTo(AVAILABLE, i32c(-1)), i32c(0)), [drop(addTo(AVAILABLE, i32c(1))), ret(i32c(-1))]),
    loop(again, [
      set(old, head),
      set(first, i32.wrap(get(old))),
      when(
        i32.eqz(get(first)),
        [
          set(first, addTo(FRESH, i32c(1))),
          when(i32.lt_u(get(first), read(CHUNKS)), [ret(get(first))]),
          drop(addTo(FRESH, i32c(-1))),
        ],
        [
          set(first, i32.sub(get(first), i32c(1))),
          when(i64.eq(exchange(get(old), successor(get(old), i32.load(link(get(first))))), get(old)), [
            ret(get(first)),
          ]),
        ],
      ),
      br(again),
    ]),
    i32c(-1),
  ];
}

function releaseBody(f: Func, link: (chunk: Code) => Code): readonly Code[] {
  const chunk = f.param(0);
  const old = f.local("old", "i64");
  const again = label("again");
  return [
    loop(again, [
      set(old, head),
      i32.store(link(get(chunk)), i32.wrap(get(old))),
      br(again, i64.ne(exchange(get(old), successor(get(old), i32.add(get(chunk), i32c(1)))), get(old))),
    ]),
    drop(addTo(AVAILABLE, i32c(1))),
  ];
}

function foundBody(f: Func): readonly Code[] {
  const entry = f.local("entry", "i32");
  return [
    set(entry, i32.add(read(NEXT), i32.shl(addTo(NEXT_COUNT, i32c(1)), i32c(3)))),
    i32.store(get(entry), get(f.param(0))),
    i32.store(get(entry), get(f.param(1)), 4),
  ];
}

interface Places {
  readonly words: number;
  readonly link: (chunk: Code) => Code;
  readonly chunkAt: (chunk: Code) => Code;
}

function appendBody(f: Func, take: Func, { words, link, chunkAt }: Places): readonly Code[] {
  const [list, from, to] = [f.param(0), f.param(1), f.param(2)];
  const [chunk, count, at] = [f.local("chunk", "i32"), f.local("count", "i32"), f.local("at", "i32")];
  const full = i32.eq(get(count), i32c(CHUNK_STATES));
  return [
    set(chunk, i32.load(get(list))),
    set(count, i32.load(get(list), 4)),
    during(i32.lt_u(get(from), get(to)), [
      when(i32.or(i32.eqz(get(chunk)), full), [
        set(chunk, call(take, [])),
        when(i32.lt_s(get(chunk), i32c(0)), [writeNow(LOST, i32c(1)), ret()]),
        i32.store(link(get(chunk)), i32.load(get(list))),
        set(chunk, i32.add(get(chunk), i32c(1))),
        i32.store(get(list), get(chunk)),
        set(count, i32c(0)),
      ]),
      set(at, i32.add(chunkAt(i32.sub(get(chunk), i32c(1))), i32.mul(get(count), i32c(8 * words)))),
      ...copyState(get(at), get(from), words),
      set(count, i32.add(get(count), i32c(1))),
      i32.store(get(list), get(count), 4),
      set(from, i32.add(get(from), i32c(8 * words))),
    ]),
  ];
}

/** An empty list at an address. */
export const emptyList = (list: Code): readonly Code[] => [i32.store(list, i32c(0)), i32.store(list, i32c(0), 4)];
