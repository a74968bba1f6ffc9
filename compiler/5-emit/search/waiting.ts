/**
 * States on their way from expansion to the table, and those that have to wait for room in it.
 * In: the successor buffer, lists of chunks. Out: `room`, `settleAll`, `drain`.
 * Not here: the table itself (`consume.ts`), when each is called (`search.ts`).
 */
import { CHUNK_STATES, COUNT, GROW_WANTED, LIMIT } from "../../../ir/control-block.ts";
import { type Code, call, get, i32, i32c, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { copyState, during, read, readNow } from "./control.ts";
import type { Instance } from "./instance.ts";
import { emptyList } from "./pool.ts";

/** (): successors so far wait in the pool until the block has ended: their turn now would disturb who writes them. */
export function roomOf({ e, pool, lists, out, buffer, bufferBytes, at }: Instance, roomBytes: number): Func {
  const f = e.module.func("room", []);
  f.body = [
    when(i32.gt_u(get(out), at(buffer + bufferBytes - roomBytes)), [
      call(pool.append, [at(lists.raw), at(buffer), get(out)]),
      set(out, at(buffer)),
    ]),
  ];
  return f;
}

/** (from, to): representatives, constraint, table. States are replaced and moved in place. */
export function settleOf({ e, parts: { canonicalise, inside, check }, consume, stateBytes }: Instance): Func {
  if (canonicalise === null && inside === null) return consume;
  const f = e.module.func("settle", [
    ["from", "i32"],
    ["to", "i32"],
  ] as const);
  const [from, to] = [f.param(0), f.param(1)];
  const [state, kept] = [f.local("state", "i32"), f.local("kept", "i32")];
  const keep = [
    when(i32.ne(get(kept), get(state)), copyState(get(kept), get(state), stateBytes / 8)),
    set(kept, i32.add(get(kept), i32c(stateBytes))),
  ];
  f.body = [
    set(state, get(from)),
    set(kept, get(from)),
    during(i32.lt_u(get(state), get(to)), [
      ...(canonicalise === null ? [] : [call(canonicalise, [get(state)])]),
      ...(inside === null
        ? keep
        : [when(i32.eq(call(inside, [get(state)]), i32c(1)), keep, [call(check, [get(state), i32c(1)])])]),
      set(state, i32.add(get(state), i32c(stateBytes))),
    ]),
    call(consume, [get(from), get(kept)]),
  ];
  return f;
}

/** As long as the table has room, each chunk of a list: taken off it, and `take` called with its states. */
export function eachChunk(f: Func, { pool, stateBytes, at }: Instance, list: number, take: Func): Code {
  const [chunk, from] = [f.local("chunk", "i32"), f.local("from", "i32")];
  const head = i32.load(at(list));
  const to = i32.add(get(from), i32.mul(i32.load(at(list), 4), i32c(stateBytes)));
  const count = f.local("to", "i32");
  return during(i32.and(i32.ne(head, i32c(0)), i32.eqz(wanted)), [
    set(chunk, i32.sub(head, i32c(1))),
    set(from, pool.chunkAt(get(chunk))),
    set(count, to),
    i32.store(at(list), pool.linkOf(get(chunk))),
    i32.store(at(list), i32c(CHUNK_STATES), 4),
    call(take, [get(from), get(count)]),
    call(pool.release, [get(chunk)]),
  ]);
}

/** (): all successors of a block, at its end; what the table has no room for stays in the list `raw`. */
export function settleAllOf(s: Instance, settle: Func): Func {
  const { e, lists, pool, out, buffer, at } = s;
  const f = e.module.func("settleAll", []);
  const rest = [at(buffer), get(out)];
  f.body = [
    when(
      i32.load(at(lists.raw)),
      [call(pool.append, [at(lists.raw), ...rest]), eachChunk(f, s, lists.raw, settle)],
      [call(settle, rest)],
    ),
    set(out, at(buffer)),
  ];
  return f;
}

export const wanted: Code = i32.or(readNow(GROW_WANTED), i32.ge_u(readNow(COUNT), read(LIMIT)));
export const waits = ({ lists, at }: Instance): Code =>
  [lists.stash, lists.draining, lists.raw].map((list) => i32.load(at(list))).reduce((a, b) => i32.or(a, b));

/**
 * (): puts into the table what had no room before, as far as it has now. States that find no place again go to another
 * list, so that each is tried once per growth.
 */
export function drainOf(s: Instance, settle: Func, forget: readonly Code[]): Func {
  const { e, lists, at, consume } = s;
  const f = e.module.func("drain", []);
  const stash = i32.load(at(lists.stash));
  f.body = [
    ...forget,
    eachChunk(f, s, lists.draining, consume),
    when(i32.and(i32.eqz(i32.load(at(lists.draining))), i32.ne(stash, i32c(0))), [
      i32.store(at(lists.draining), stash),
      i32.store(at(lists.draining), i32.load(at(lists.stash), 4), 4),
      ...emptyList(at(lists.stash)),
      ...forget,
      eachChunk(f, s, lists.draining, consume),
    ]),
    eachChunk(f, s, lists.raw, settle),
  ];
  return f;
}
