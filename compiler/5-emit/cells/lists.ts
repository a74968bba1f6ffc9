/**
 * Lists: what sequences, sets, bags and maps are made of. A set is a list without duplicates, in the order in which its members
 * came; a map a list of keys and values in turn. Nobody writes into a member of a set or bag or into a key: they may be shared.
 * In: the machine. Out: `createLists`: making, growing, finding, removing.
 * Not here: methods of the language (`bodies/`), the order of a domain (`ordinals.ts`).
 */
import type { Emission } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, label, loop, op, ret, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import type { Machine } from "./machine.ts";

/** Of a list's address: {u32 length, u32 capacity, u32 address of the data, u32 0}; a cell is 8 bytes. */
export const LIST_BYTES = 16;
export const LENGTH = 0;
export const CAPACITY = 4;
export const DATA = 8;

/** Addresses and lengths are i32, cells i64. Those that write set the machine's `dirty`. */
export interface Lists {
  /** (capacity) → address of an empty list. */
  readonly create: Func;
  /** (list, capacity): at least that many elements fit. */
  readonly ensure: Func;
  /** (list, cell): at the end. */
  readonly push: Func;
  /** (list, cell) → position of the first equal cell, or -1. */
  readonly indexOf: Func;
  /** (list, cell): at the end, unless it is in it. */
  readonly add: Func;
  /** (list, position): the later ones move up. */
  readonly removeAt: Func;
  /** (list) → address of a new list with the same cells. */
  readonly copy: Func;
}

export const lengthOf = (list: Code): Code => i32.load(list, LENGTH);
export const dataOf = (list: Code): Code => i32.load(list, DATA);
/** Address of an element. */
export const elementOf = (list: Code, position: Code): Code => i32.add(dataOf(list), i32.shl(position, i32c(3)));

export function createLists(e: Emission, m: Machine): Lists {
  const create = createList(e, m);
  const ensure = ensureRoom(e, m);
  const push = pushTo(e, m, ensure);
  const indexOf = indexIn(e);
  return {
    create,
    ensure,
    push,
    indexOf,
    add: addTo(e, push, indexOf),
    removeAt: removeFrom(e, m),
    copy: copyOf(e, create),
  };
}

function createList(e: Emission, m: Machine): Func {
  const f = e.module.func("list.create", [["capacity", "i32"]], "i32");
  const capacity = f.param(0);
  const at = f.local("at", "i32");
  f.body = [
    set(at, call(m.alloc, [i32.add(i32.shl(get(capacity), i32c(3)), i32c(LIST_BYTES))])),
    i32.store(get(at), i32c(0), LENGTH),
    i32.store(get(at), get(capacity), CAPACITY),
    i32.store(get(at), i32.add(get(at), i32c(LIST_BYTES)), DATA),
    i32.store(get(at), i32c(0), 12),
    get(at),
  ];
  return f;
}

/** Capacity doubles, so that many pushes cost little each. */
function ensureRoom(e: Emission, m: Machine): Func {
  const f = e.module.func("list.ensure", [
    ["list", "i32"],
    ["capacity", "i32"],
  ]);
  const [list, capacity] = [f.param(0), f.param(1)];
  const data = f.local("data", "i32");
  const twice = f.local("twice", "i32");
  f.body = [
    when(i32.le_u(get(capacity), i32.load(get(list), CAPACITY)), [ret()]),
    set(m.dirty, i32c(1)),
    set(twice, i32.shl(i32.load(get(list), CAPACITY), i32c(1))),
    when(i32.lt_u(get(capacity), get(twice)), [set(capacity, get(twice))]),
    set(data, call(m.alloc, [i32.shl(get(capacity), i32c(3))])),
    op("memory.copy", [get(data), dataOf(get(list)), i32.shl(lengthOf(get(list)), i32c(3))]),
    i32.store(get(list), get(data), DATA),
    i32.store(get(list), get(capacity), CAPACITY),
  ];
  return f;
}

function pushTo(e: Emission, m: Machine, ensure: Func): Func {
  const f = e.module.func("list.push", [
    ["list", "i32"],
    ["cell", "i64"],
  ]);
  const [list, cell] = [f.param(0), f.param(1)];
  const length = f.local("length", "i32");
  f.body = [
    set(length, lengthOf(get(list))),
    call(ensure, [get(list), i32.add(get(length), i32c(1))]),
    set(m.dirty, i32c(1)),
    i64.store(elementOf(get(list), get(length)), get(cell)),
    i32.store(get(list), i32.add(get(length), i32c(1)), LENGTH),
  ];
  return f;
}

function indexIn(e: Emission): Func {
  const f = e.module.func(
    "list.indexOf",
    [
      ["list", "i32"],
      ["cell", "i64"],
    ],
    "i32",
  );
  const [list, cell] = [f.param(0), f.param(1)];
  const at = f.local("at", "i32");
  const next = label("next");
  f.body = [
    loop(next, [
      when(i32.ge_u(get(at), lengthOf(get(list))), [ret(i32c(-1))]),
      when(i64.eq(i64.load(elementOf(get(list), get(at))), get(cell)), [ret(get(at))]),
      set(at, i32.add(get(at), i32c(1))),
      br(next),
    ]),
    i32c(-1),
  ];
  return f;
}

function addTo(e: Emission, push: Func, indexOf: Func): Func {
  const f = e.module.func("list.add", [
    ["list", "i32"],
    ["cell", "i64"],
  ]);
  const [list, cell] = [f.param(0), f.param(1)];
  f.body = [when(i32.lt_s(call(indexOf, [get(list), get(cell)]), i32c(0)), [call(push, [get(list), get(cell)])])];
  return f;
}

function removeFrom(e: Emission, m: Machine): Func {
  const f = e.module.func("list.removeAt", [
    ["list", "i32"],
    ["position", "i32"],
  ]);
  const [list, position] = [f.param(0), f.param(1)];
  const left = f.local("left", "i32");
  const at = f.local("at", "i32");
  f.body = [
    set(m.dirty, i32c(1)),
    set(left, i32.sub(lengthOf(get(list)), i32c(1))),
    set(at, elementOf(get(list), get(position))),
    op("memory.copy", [get(at), i32.add(get(at), i32c(8)), i32.shl(i32.sub(get(left), get(position)), i32c(3))]),
    i32.store(get(list), get(left), LENGTH),
  ];
  return f;
}

function copyOf(e: Emission, create: Func): Func {
  const f = e.module.func("list.copy", [["list", "i32"]], "i32");
  const list = f.param(0);
  const made = f.local("made", "i32");
  f.body = [
    set(made, call(create, [lengthOf(get(list))])),
    i32.store(get(made), lengthOf(get(list)), LENGTH),
    op("memory.copy", [dataOf(get(made)), dataOf(get(list)), i32.shl(lengthOf(get(list)), i32c(3))]),
    get(made),
  ];
  return f;
}
