/**
 * The output chunk of an instance, into which new states go, and the list of states that wait for a larger table.
 * In: pool, offsets in the area. Out: functions that turn the chunk out when it is full, and at the end of a level.
 * Not here: who fills it (`consume.ts`), what becomes of those that wait (`waiting.ts`).
 */
import { CHUNK_BYTES, CHUNK_STATES } from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import { call, get, i32, i32c, ret, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { read } from "./control.ts";
import type { Instance, Place } from "./instance.ts";
import type { Pool } from "./pool.ts";

/** () → 1, or 0 if the pool is empty. */
export function turnOutOf(e: Emission, pool: Pool, place: Place, stateBytes: number): Func {
  const f = e.module.func("turnOut", [], "i32");
  const [area, chunk] = [f.local("area", "i32"), f.local("chunk", "i32")];
  f.body = [
    set(area, get(e.area)),
    when(i32.load(get(area), place.outEnd), [
      call(pool.found, [i32.load(get(area), place.outChunk), i32c(CHUNK_STATES)]),
    ]),
    i32.store(get(area), i32c(0), place.outAt),
    i32.store(get(area), i32c(0), place.outEnd),
    set(chunk, call(pool.take, [])),
    when(i32.lt_s(get(chunk), i32c(0)), [ret(i32c(0))]),
    i32.store(get(area), get(chunk), place.outChunk),
    i32.store(get(area), pool.chunkAt(get(chunk)), place.outAt),
    i32.store(get(area), i32.add(pool.chunkAt(get(chunk)), i32c(CHUNK_STATES * stateBytes)), place.outEnd),
    i32c(1),
  ];
  return f;
}

export function putByOf(e: Emission, pool: Pool, stash: number, stateBytes: number): Func {
  const f = e.module.func("putBy", [["state", "i32"]]);
  const state = get(f.param(0));
  f.body = [call(pool.append, [i32.add(get(e.area), i32c(stash)), state, i32.add(state, i32c(stateBytes))])];
  return f;
}

/** flushOut(): hands on the output chunk as it is. */
export function exportFlushOut({ e, pool, place, stateBytes }: Instance): void {
  const f = e.module.func("flushOut", [], null, "flushOut");
  const [area, start] = [f.local("area", "i32"), f.local("start", "i32")];
  const chunk = i32.load(get(area), place.outChunk);
  f.body = [
    set(area, get(e.area)),
    when(i32.eqz(i32.load(get(area), place.outEnd)), [ret()]),
    set(start, i32.sub(i32.load(get(area), place.outEnd), read(CHUNK_BYTES))),
    when(
      i32.eq(i32.load(get(area), place.outAt), get(start)),
      [call(pool.release, [chunk])],
      [call(pool.found, [chunk, i32.div_u(i32.sub(i32.load(get(area), place.outAt), get(start)), i32c(stateBytes))])],
    ),
    i32.store(get(area), i32c(0), place.outAt),
    i32.store(get(area), i32c(0), place.outEnd),
  ];
}
