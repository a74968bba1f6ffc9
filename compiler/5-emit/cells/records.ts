/**
 * Steps for hosts: every step of packed states as a record, in the order of actions, arguments and choices.
 * In: the runner, images. Out: the exports `begin`, `beginInitial`, `next` (docs/abi.md).
 * Not here: the same for the search (`drivers.ts`).
 */
import type { Emission } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import { INITIAL, onceFunc, type Parts } from "./drivers.ts";
import { BLOCKED, FAILED, RANGE_FAILURE } from "./machine.ts";

/** {u32 parent, i32 action, u32 instance, u32 choice, u32 status, u32 detail}, then the packed words. */
export const RECORD_BYTES = 24;
const [PARENT, ACTION, INSTANCE, CHOICE, STATUS, DETAIL] = [0, 4, 8, 12, 16, 20];

/** 0: the step has a result. */
export const STATUS_ASSERTION = 1;
export const STATUS_RANGE = 2;
/** The result is outside its domain. */
export const STATUS_STRAY = 3;

/** Where the walk stands: which attempt comes next. */
interface Walk {
  /** i32: address of the packed state that is looked at. */
  readonly from: Global;
  /** Number of that state, and of states. */
  readonly parent: Global;
  readonly parents: Global;
  /** INITIAL while initial states are made. */
  readonly action: Global;
  readonly instance: Global;
  /** Attempts of this instance so far. */
  readonly choice: Global;
  /** 1 where the state to work on is not the one looked at. */
  readonly isNew: Global;
}

export function exportRecords(e: Emission, parts: Parts): void {
  const i = (name: string): Global => e.module.global(`walk.${name}`, "i32", 0);
  const walk: Walk = {
    from: i("from"),
    parent: i("parent"),
    parents: i("parents"),
    action: i("action"),
    instance: i("instance"),
    choice: i("choice"),
    isNew: i("isNew"),
  };
  beginFuncs(e, parts, walk);
  nextFunc(e, parts, walk);
}

function beginFuncs(e: Emission, { objects }: Parts, w: Walk): void {
  const start = (action: number, parents: Code): Code[] => [
    set(w.parent, i32c(0)),
    set(w.parents, parents),
    set(w.action, i32c(action)),
    set(w.instance, i32c(0)),
    set(w.choice, i32c(0)),
    set(w.isNew, i32c(action === INITIAL ? 0 : 1)),
    ...objects.choices.reset,
  ];
  const begin = e.module.func(
    "begin",
    [
      ["in", "i32"],
      ["n", "i32"],
    ],
    null,
    "begin",
  );
  begin.body = [set(w.from, get(begin.param(0))), ...start(0, get(begin.param(1)))];
  const initial = e.module.func("beginInitial", [], null, "beginInitial");
  initial.body = start(INITIAL, i32c(1));
}

const more = (of: Global): Code => set(of, i32.add(get(of), i32c(1)));

/** () → i32: past actions without instances and states without further actions; 0 where everything is over. */
function settleFunc(e: Emission, { runner }: Parts, w: Walk): Func {
  const f = e.module.func("walk.settle", [], "i32");
  const counts = e.fixed(4 * runner.instances.length);
  e.module.write(counts, new Uint8Array(Uint32Array.from(runner.instances).buffer));
  const instances = i32.load(i32.shl(get(w.action), i32c(2)), counts);
  const again = label("again");
  f.body = [
    loop(again, [
      when(i32.ge_u(get(w.parent), get(w.parents)), [ret(i32c(0))]),
      when(i32.eq(get(w.action), i32c(INITIAL)), [ret(i32c(1))]),
      when(i32.ge_u(get(w.action), i32c(runner.instances.length)), [
        set(w.action, i32c(0)),
        set(w.from, i32.add(get(w.from), i32c(8 * e.layout.words.length))),
        set(w.isNew, i32c(1)),
        more(w.parent),
        br(again),
      ]),
      when(i32.ge_u(get(w.instance), instances), [set(w.instance, i32c(0)), more(w.action), br(again)]),
    ]),
    i32c(1),
  ];
  return f;
}

/** (): after an attempt, on to the next choice or instance. */
function advanceFunc(e: Emission, { objects }: Parts, w: Walk): Func {
  const f = e.module.func("walk.advance", []);
  f.body = [
    more(w.choice),
    when(call(objects.choices.advance, []), [ret()]),
    set(w.choice, i32c(0)),
    when(i32.eq(get(w.action), i32c(INITIAL)), [more(w.parent)], [more(w.instance)]),
  ];
  return f;
}

/** (out i32, capacity i32) → i32, exported: at most so many records to `out`; how many, 0 where there are no more. */
function nextFunc(e: Emission, parts: Parts, w: Walk): void {
  const { objects: o, images, pack } = parts;
  const f = e.module.func(
    "next",
    [
      ["out", "i32"],
      ["capacity", "i32"],
    ],
    "i32",
    "next",
  );
  const [out, capacity] = [f.param(0), f.param(1)];
  const count = f.local("count", "i32");
  const completion = f.local("completion", "i32");
  const status = f.local("status", "i32");
  const detail = f.local("detail", "i32");
  const again = label("again");
  const bytes = RECORD_BYTES + 8 * e.layout.words.length;
  const words = e.layout.words.map((_, i) => i64.store(get(out), i64c(0), RECORD_BYTES + 8 * i));
  const failed = [
    set(status, i32c(STATUS_RANGE)),
    when(i32.ne(get(o.failure), i32c(RANGE_FAILURE)), [
      set(status, i32c(STATUS_ASSERTION)),
      set(detail, i32.shr_u(get(o.failure), i32c(8))),
    ]),
    ...words,
  ];
  const ended = [
    when(call(pack, [get(o.now), i32.add(get(out), i32c(RECORD_BYTES))]), [set(status, i32c(STATUS_STRAY)), ...words]),
  ];
  const record = [
    set(status, i32c(0)),
    set(detail, i32c(0)),
    when(i32.eq(get(completion), i32c(FAILED)), failed, ended),
    i32.store(get(out), get(w.parent), PARENT),
    i32.store(get(out), get(w.action), ACTION),
    i32.store(get(out), get(w.instance), INSTANCE),
    i32.store(get(out), get(w.choice), CHOICE),
    i32.store(get(out), get(status), STATUS),
    i32.store(get(out), get(detail), DETAIL),
    set(out, i32.add(get(out), i32c(bytes))),
    set(count, i32.add(get(count), i32c(1))),
  ];
  const settle = settleFunc(e, parts, w);
  const once = onceFunc(e, parts);
  f.body = [
    loop(again, [
      when(i32.ge_u(get(count), get(capacity)), [ret(get(count))]),
      when(i32.eqz(call(settle, [])), [ret(get(count))]),
      when(get(w.isNew), [call(images.load, [get(w.from)]), set(w.isNew, i32c(0)), ...o.choices.reset]),
      set(o.dirty, i32c(0)),
      set(completion, call(once, [get(w.action), get(w.instance)])),
      when(i32.ne(get(completion), i32c(BLOCKED)), record),
      call(images.restore, []),
      call(advanceFunc(e, parts, w), []),
      br(again),
    ]),
    get(count),
  ];
}
