/**
 * What one instance does while all others are idle: regions at the beginning, level change, growth.
 * In: what the host wrote into the control block. Out: exports `prepare`, `nextLevel`, `grow`.
 * Not here: how the table grows (`growth.ts`) and the interns (`interns.ts`).
 */
import {
  AVAILABLE,
  BUCKET_BITS,
  CHUNK_BASE,
  CHUNK_BYTES,
  CHUNK_STATES,
  CHUNKS,
  CLAIM,
  COUNT,
  CURRENT,
  CURRENT_COUNT,
  FREE,
  FRESH,
  GROW_WANTED,
  INSTANCES,
  INTERN_COUNT,
  INTERN_LIMIT,
  LIMIT,
  LINKS,
  LOST,
  NEXT,
  NEXT_COUNT,
  POOL_BASE,
  POOL_BYTES,
  RESERVE,
  SLOT_BITS,
  TABLE_BYTES,
} from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { type Code, call, get, i32, i32c, i64, i64c, ret, set, when } from "../wasm/code.ts";
import { read, readNow, write, writeNow } from "./control.ts";
import { firstTable, growTable, setLimit } from "./growth.ts";
import { GROW_INTERNS, GROW_TABLE, type Interns } from "./interns.ts";
import type { Keys } from "./key.ts";

export interface SetUp {
  readonly keys: Keys;
  readonly interns: Interns | null;
  /** Offset of GROWTH_BYTES of the area. */
  readonly scratch: number;
  /** How many states one block may put into chunks, if nothing calls `room`. */
  readonly blockStates: number;
}

/** Bytes per chunk beside its states: an entry of each directory and a link. */
const CHUNK_EXTRA = 8 + 8 + 4;

export function exportSetUp(e: Emission, setUp: SetUp): void {
  exportPrepare(e, setUp);
  exportGrow(e, setUp);
  const f = e.module.func("nextLevel", [], "i32", "nextLevel");
  const former = f.local("former", "i32");
  f.body = [
    set(former, read(CURRENT)),
    write(CURRENT, read(NEXT)),
    write(NEXT, get(former)),
    write(CURRENT_COUNT, readNow(NEXT_COUNT)),
    writeNow(NEXT_COUNT, i32c(0)),
    writeNow(CLAIM, i32c(0)),
    read(CURRENT_COUNT),
  ];
}

/** prepare() → 0; 1: too small a table, 2: too small a pool, 3: too little room for interns. */
function exportPrepare(e: Emission, { keys, interns, blockStates }: SetUp): void {
  const { slotBits, bucketBits } = firstTable(keys.bits);
  const chunkBytes = 8 * e.layout.words.length * CHUNK_STATES;
  // Of a block all states may go to the output, or all may be put by, each time into one chunk more than they fill.
  const reserve = 2 * (Math.ceil(blockStates / CHUNK_STATES) + 1);
  const f = e.module.func("prepare", [], "i32", "prepare");
  const at = f.local("at", "i32");
  const behind = (bytes: Code): Code => set(at, i32.add(get(at), bytes));
  const chunks = i64.div_u(i64.sub(i64.extend_u(read(POOL_BYTES)), i64c(256)), i64c(chunkBytes + CHUNK_EXTRA));
  f.body = [
    when(i32.lt_u(read(TABLE_BYTES), i32c(64 << bucketBits)), [ret(i32c(1))]),
    write(SLOT_BITS, i32c(slotBits)),
    write(BUCKET_BITS, i32c(bucketBits)),
    setLimit(),
    ...[COUNT, GROW_WANTED, LOST, CLAIM, NEXT_COUNT, CURRENT_COUNT, FRESH, FREE].map((word) => write(word, i32c(0))),
    write(RESERVE, i32.mul(i32c(reserve), read(INSTANCES))),
    when(i32.lt_u(read(POOL_BYTES), i32c(256)), [ret(i32c(2))]),
    write(CHUNKS, i32.wrap(chunks)),
    when(i32.lt_u(read(CHUNKS), i32.add(read(RESERVE), i32c(2))), [ret(i32c(2))]),
    writeNow(AVAILABLE, read(CHUNKS)),
    write(CHUNK_BYTES, i32c(chunkBytes)),
    set(at, read(POOL_BASE)),
    write(CURRENT, get(at)),
    behind(i32.shl(read(CHUNKS), i32c(3))),
    write(NEXT, get(at)),
    behind(i32.shl(read(CHUNKS), i32c(3))),
    write(LINKS, get(at)),
    behind(i32.shl(read(CHUNKS), i32c(2))),
    write(CHUNK_BASE, i32.and(i32.add(get(at), i32c(63)), i32c(-64))),
    ...(interns === null ? [] : [when(call(interns.prepare, []), [ret(i32c(3))])]),
    i32c(0),
  ];
  e.module.global("internsNeeded", "i32", interns === null ? 0 : 1, { mutable: false, exported: "internsNeeded" });
}

/** grow() → 0, or 1: a region is used up. */
function exportGrow(e: Emission, { keys, interns, scratch }: SetUp): void {
  const table = growTable(e, keys.bits, scratch);
  const f = e.module.func("grow", [], "i32", "grow");
  const full = (bit: number, count: number, limit: number): Code =>
    i32.or(i32.and(readNow(GROW_WANTED), i32c(bit)), i32.ge_u(readNow(count), read(limit)));
  f.body = [
    ...(interns === null
      ? []
      : [when(full(GROW_INTERNS, INTERN_COUNT, INTERN_LIMIT), [when(call(interns.grow, []), [ret(i32c(1))])])]),
    when(full(GROW_TABLE, COUNT, LIMIT), [when(call(table, []), [ret(i32c(1))])]),
    writeNow(GROW_WANTED, i32c(0)),
    i32c(0),
  ];
}
