/**
 * The search of a module: expansion block by block, the seen set, levels. The host's side: `ir/control-block.ts`.
 * In: an emission; functions that expand, check, reduce. Out: exports `prepare`, `enter`, `initial`, `run`, `flushOut`,
 * `nextLevel`, `grow`, `scan`, `contains`, `missing`, `forget`, `release`; `$out` and `room` for those who write successors.
 * Not here: the table (`consume.ts`, `growth.ts`), what waits for it (`waiting.ts`), the pool (`pool.ts`, `output.ts`).
 */
import {
  AVAILABLE,
  CHAINED,
  CLAIM,
  CURRENT,
  CURRENT_COUNT,
  MOST_REACHED,
  NOTHING_LEFT,
  POOL_EMPTY,
  RELEASE,
  RESERVE,
  TABLE_FULL,
} from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, label, loop, ret, select, set, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import { createConsume } from "./consume.ts";
import { addTo, read, readNow } from "./control.ts";
import { GROWTH_BYTES } from "./growth.ts";
import type { Instance, Place, SearchParts } from "./instance.ts";
import { createInterns, type Interns } from "./interns.ts";
import { type Keys, squeezed } from "./key.ts";
import { exportLeads } from "./leads.ts";
import { exportFlushOut, putByOf, turnOutOf } from "./output.ts";
import { createPool, emptyList, LIST_BYTES } from "./pool.ts";
import { exportSetUp } from "./set-up.ts";
import { exportContains, exportScan } from "./table.ts";
import { treeKeys } from "./tree.ts";
import { drainOf, roomOf, settleAllOf, settleOf, waits, wanted } from "./waiting.ts";

export type { SearchParts } from "./instance.ts";

export interface Search {
  /** i32: next free byte of the successor buffer. */
  readonly out: Global;
  /** (): afterwards at least `roomBytes` bytes are free at `$out`. Calls nothing of `SearchParts`. */
  readonly room: Func;
  /** A block begins with `blockBytes` free: who writes more in one `expandBlock` calls `room` in between. */
  readonly roomBytes: number;
  readonly blockBytes: number;
}

/** Parents of a block. */
const BLOCK = 16;
const LEAST_BUFFER_BYTES = 65536;

export function createSearch(e: Emission, parts: SearchParts): Search {
  const words = e.layout.words.length;
  const stateBytes = 8 * words;
  const blockBytes = Math.max(LEAST_BUFFER_BYTES, 64 * stateBytes);
  const bufferBytes = 2 * blockBytes;
  const buffer = e.reserve(Math.max(bufferBytes, GROWTH_BYTES), 64);
  const lists = { stash: e.reserve(LIST_BYTES), draining: e.reserve(LIST_BYTES), raw: e.reserve(LIST_BYTES) };
  const place: Place = {
    ...{ outAt: e.reserve(4, 4), outEnd: e.reserve(4, 4), outChunk: e.reserve(4, 4) },
    ...{ at: e.reserve(4, 4), end: e.reserve(4, 4), chunk: e.reserve(4, 4) },
  };
  const out = e.module.global("out", "i32", 0);
  const squeezedKeys = squeezed(e.layout.words);
  const interns = squeezedKeys === null ? createInterns(e) : null;
  const keys = squeezedKeys ?? treeOf(e, interns);
  const pool = createPool(e);
  const turnOut = turnOutOf(e, pool, place, stateBytes);
  const putBy = putByOf(e, pool, lists.stash, stateBytes);
  const { consume, enter } = createConsume(e, keys, { ...place, turnOut, putBy, check: parts.check });

  const at = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  const s: Instance = { e, parts, pool, place, lists, stateBytes, out, consume, buffer, bufferBytes, at };
  const settle = settleOf(s);
  const settleAll = settleAllOf(s, settle);
  const drain = drainOf(s, settle, enter);
  exportRun(s, drain, settleAll);
  exportInitial(s, drain, settleAll);
  exportFlushOut(s);
  const forget = [...enter, ...(interns?.enter ?? [])];
  exportEnter(s, forget);
  e.module.func("forget", [], null, "forget").body = forget;
  exportSetUp(e, { keys, interns, scratch: buffer, blockStates: Math.ceil(blockBytes / stateBytes) });
  exportContains(e, keys);
  exportScan(e, keys);
  exportLeads(e, { ...parts, out, buffer: at(buffer) });
  const roomBytes = blockBytes / 4;
  return { out, room: roomOf(s, roomBytes), roomBytes, blockBytes };
}

function treeOf(e: Emission, interns: Interns | null): Keys {
  if (interns === null) throw new Error("a tree has interns");
  return treeKeys(e, interns);
}

/** run(most) → what `ir/control-block.ts` says. */
function exportRun(s: Instance, drain: Func, settleAll: Func): void {
  const { e, parts, pool, place, stateBytes, out, buffer, bufferBytes, at } = s;
  const f = e.module.func("run", [["most", "i32"]], "i32", "run");
  const most = f.param(0);
  const [area, from, n] = [f.local("area", "i32"), f.local("from", "i32"), f.local("n", "i32")];
  const [left, entry] = [f.local("left", "i32"), f.local("entry", "i32")];
  const [again, more] = [label("block"), label("more")];
  const claim = [
    when(i32.and(i32.ne(i32.load(get(area), place.chunk), i32c(0)), read(RELEASE)), [
      call(pool.release, [i32.sub(i32.load(get(area), place.chunk), i32c(1))]),
    ]),
    i32.store(get(area), i32c(0), place.chunk),
    // Looked at first, so that those who ask in vain do not count it up for ever.
    when(i32.ge_u(readNow(CLAIM), read(CURRENT_COUNT)), [ret(i32c(NOTHING_LEFT))]),
    set(entry, addTo(CLAIM, i32c(1))),
    when(i32.ge_u(get(entry), read(CURRENT_COUNT)), [ret(i32c(NOTHING_LEFT))]),
    set(entry, i32.add(read(CURRENT), i32.shl(get(entry), i32c(3)))),
    i32.store(get(area), i32.add(i32.load(get(entry)), i32c(1)), place.chunk),
    set(from, pool.chunkAt(i32.load(get(entry)))),
    i32.store(get(area), get(from), place.at),
    i32.store(get(area), i32.add(get(from), i32.mul(i32.load(get(entry), 4), i32c(stateBytes))), place.end),
  ];
  // To look states up elsewhere costs a way through the host: as many blocks go together as half of the buffer holds.
  const joins = [
    read(CHAINED),
    i32.lt_u(get(from), i32.load(get(area), place.end)),
    i32.le_u(get(out), at(buffer + bufferBytes / 2)),
    i32.eqz(i32.load(at(s.lists.raw))),
    i32.gt_s(get(most), i32c(0)),
  ];
  const blockOf = [
    set(out, at(buffer)),
    loop(more, [
      set(left, i32.div_u(i32.sub(i32.load(get(area), place.end), get(from)), i32c(stateBytes))),
      set(n, select(get(left), i32c(BLOCK), i32.lt_u(get(left), i32c(BLOCK)))),
      call(parts.expandBlock, [get(from), get(n)]),
      set(from, i32.add(get(from), i32.mul(get(n), i32c(stateBytes)))),
      set(most, i32.sub(get(most), get(n))),
      br(more, joins.reduce(i32.and)),
    ]),
    call(settleAll, []),
    i32.store(get(area), get(from), place.at),
  ];
  f.body = [
    set(area, get(e.area)),
    when(waits(s), [call(drain, [])]),
    loop(again, [
      when(wanted, [ret(i32c(TABLE_FULL))]),
      // With room in the table nothing waits, but for what the pool had no chunk for.
      when(i32.or(waits(s), i32.lt_s(readNow(AVAILABLE), i32.shl(read(RESERVE), read(CHAINED)))), [
        ret(i32c(POOL_EMPTY)),
      ]),
      set(from, i32.load(get(area), place.at)),
      when(i32.eq(get(from), i32.load(get(area), place.end)), claim),
      when(i32.le_s(get(most), i32c(0)), [ret(i32c(MOST_REACHED))]),
      ...blockOf,
      br(again),
    ]),
    i32c(NOTHING_LEFT),
  ];
}

/** initial() → what `run` gives, of the initial states; each call does some of them. */
function exportInitial(s: Instance, drain: Func, settleAll: Func): void {
  const { e, parts, out, buffer, at } = s;
  const f = e.module.func("initial", [], "i32", "initial");
  const more = f.local("more", "i32");
  f.body = [
    when(waits(s), [call(drain, [])]),
    when(wanted, [ret(i32c(TABLE_FULL))]),
    when(i32.or(waits(s), i32.lt_s(readNow(AVAILABLE), read(RESERVE))), [ret(i32c(POOL_EMPTY))]),
    set(out, at(buffer)),
    set(more, call(parts.initial, [])),
    call(settleAll, []),
    when(waits(s), [ret(i32c(TABLE_FULL))]),
    select(i32c(MOST_REACHED), i32c(NOTHING_LEFT), get(more)),
  ];
}

/** enter(): the area of this instance as it is at the beginning. */
function exportEnter({ e, place, lists, at }: Instance, others: readonly Code[]): void {
  const f = e.module.func("enter", [], null, "enter");
  f.body = [
    ...Object.values(place).map((offset) => i32.store(at(offset), i32c(0))),
    ...Object.values(lists).flatMap((list) => emptyList(at(list))),
    ...others,
  ];
}
