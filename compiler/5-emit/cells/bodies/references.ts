/**
 * Whole values: copies and comparisons of contents. Cells say of what kind their object is, so neither needs a type.
 * In: cells. Out: functions `copy`, `equal`, and those that find a member of a list by its content.
 * Not here: methods of collections (`sequences.ts`, `sets.ts`, `maps.ts`, `bags.ts`), their order (`ascending.ts`).
 */
import {
  br,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  ret,
  select,
  set,
  when,
} from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { ABSENT_CELL, addressOf, countOf, isKind, isObject, type ObjectKind, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import type { Shared } from "./scope.ts";

const LISTS: readonly ObjectKind[] = ["seq", "set", "map", "bag"];
/** i32: whether the cells of an object stand in a list, not where the object does. Give a local. */
export const isList = (cell: Code): Code => LISTS.map((kind) => isKind(cell, kind)).reduce((a, b) => i32.or(a, b));

/** (cell) → cell: `structuredClone`. */
export function copyFunction(shared: Shared): Func {
  const { alloc, lists } = shared.objects;
  return shared.runtime("copy", ["i64"], "i64", (f) => {
    const cell = f.param(0);
    const [from, to, count, made] = ["from", "to", "count", "made"].map((n) => f.local(n, "i32")) as Local4;
    const next = label("next");
    const self = copyFunction(shared);
    return [
      when(i32.eqz(isObject(get(cell))), [ret(get(cell))]),
      set(made, addressOf(get(cell))),
      // Nothing refers to members, and nothing writes them: both sets may have the same.
      when(i32.or(isKind(get(cell), "set"), isKind(get(cell), "bag")), [
        ret(withAddress(get(cell), call(lists.copy, [get(made)]))),
      ]),
      when(
        isList(get(cell)),
        [
          set(count, lengthOf(get(made))),
          set(from, dataOf(get(made))),
          set(made, call(lists.create, [get(count)])),
          i32.store(get(made), get(count), LENGTH),
          set(to, dataOf(get(made))),
        ],
        [
          set(count, countOf(get(cell))),
          set(from, get(made)),
          set(made, call(alloc, [i32.shl(select(get(count), i32c(1), get(count)), i32c(3))])),
          set(to, get(made)),
        ],
      ),
      // The keys of a map are nobody's to write either; to copy them is as easy.
      loop(next, [
        when(get(count), [
          i64.store(get(to), call(self, [i64.load(get(from))])),
          set(from, i32.add(get(from), i32c(8))),
          set(to, i32.add(get(to), i32c(8))),
          set(count, i32.sub(get(count), i32c(1))),
          br(next),
        ]),
      ]),
      withAddress(get(cell), get(made)),
    ];
  });
}

type Local4 = [Local, Local, Local, Local];

/** The same kind and count at another address. */
const withAddress = (cell: Code, address: Code): Code =>
  i64.or(i64.and(cell, i64c(~0xffff_ffffn)), i64.extend_u(address));

/** (cell, cell) → i32: what `same` compares: contents; an absent field is `undefined`. */
export function equalFunction(shared: Shared): Func {
  return shared.runtime("equal", ["i64", "i64"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const [left, right, count] = ["left", "right", "count"].map((n) => f.local(n, "i32")) as [Local, Local, Local];
    const next = label("next");
    const self = equalFunction(shared);
    const eachElement = loop(next, [
      when(get(count), [
        when(i32.eqz(call(self, [present(f, get(left)), present(f, get(right))])), [ret(i32c(0))]),
        set(left, i32.add(get(left), i32c(8))),
        set(right, i32.add(get(right), i32c(8))),
        set(count, i32.sub(get(count), i32c(1))),
        br(next),
      ]),
    ]);
    const unordered = (kind: ObjectKind, same: Func): Code =>
      when(isKind(get(a), kind), [ret(call(same, [get(left), get(right)]))]);
    return [
      when(i64.eq(get(a), get(b)), [ret(i32c(1))]),
      // Two kinds, or two numbers of cells, or one of them no object.
      when(i32.eqz(i32.and(isObject(get(a)), isObject(get(b)))), [ret(i32c(0))]),
      when(i64.ne(i64.shr_u(get(a), i64c(32)), i64.shr_u(get(b), i64c(32))), [ret(i32c(0))]),
      set(left, addressOf(get(a))),
      set(right, addressOf(get(b))),
      set(count, countOf(get(a))),
      when(isList(get(a)), [
        set(count, lengthOf(get(left))),
        when(i32.ne(get(count), lengthOf(get(right))), [ret(i32c(0))]),
        unordered("set", sameSetFunction(shared)),
        unordered("map", sameMapFunction(shared)),
        unordered("bag", sameBagFunction(shared)),
        set(left, dataOf(get(left))),
        set(right, dataOf(get(right))),
      ]),
      eachElement,
      i32c(1),
    ];
  });
}

/** (list, other list) → i32: 0 where one element of the first fails the test; `step` cells make one. */
function everyOf(f: Func, step: number, fails: (at: Local) => readonly Code[]): readonly Code[] {
  const at = f.local("at", "i32");
  const next = label("member");
  return [
    loop(next, [
      when(i32.ge_u(get(at), lengthOf(get(f.param(0)))), [ret(i32c(1))]),
      ...fails(at),
      set(at, i32.add(get(at), i32c(step))),
      br(next),
    ]),
    i32c(0),
  ];
}

const memberAt = (list: Local, at: Code): Code => i64.load(elementOf(get(list), at));

/** Both are of one length, and no member is there twice. */
function sameSetFunction(shared: Shared): Func {
  return shared.runtime("same sets", ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    return everyOf(f, 1, (at) => [
      when(i32.lt_s(call(findFunction(shared), [get(b), memberAt(a, get(at))]), i32c(0)), [ret(i32c(0))]),
    ]);
  });
}

function sameMapFunction(shared: Shared): Func {
  return shared.runtime("same maps", ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const found = f.local("found", "i32");
    const value = (list: Local, at: Local): Code => memberAt(list, i32.add(get(at), i32c(1)));
    return everyOf(f, 2, (at) => [
      set(found, call(findKeyFunction(shared), [get(b), memberAt(a, get(at))])),
      when(i32.lt_s(get(found), i32c(0)), [ret(i32c(0))]),
      when(i32.eqz(call(equalFunction(shared), [value(a, at), value(b, found)])), [ret(i32c(0))]),
    ]);
  });
}

function sameBagFunction(shared: Shared): Func {
  return shared.runtime("same bags", ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const many = (list: Local, at: Local): Code => call(countFunction(shared), [get(list), memberAt(a, get(at))]);
    return everyOf(f, 1, (at) => [when(i32.ne(many(a, at), many(b, at)), [ret(i32c(0))])]);
  });
}

/** (list, cell) → position of the first element with that content, -1 where there is none. */
export const findFunction = (shared: Shared): Func => finder(shared, "find", 1);
/** The same among the keys of a map's list. */
export const findKeyFunction = (shared: Shared): Func => finder(shared, "find key", 2);

function finder(shared: Shared, name: string, step: number): Func {
  return shared.runtime(name, ["i32", "i64"], "i32", (f) => {
    const at = f.local("at", "i32");
    const next = label("next");
    return [
      loop(next, [
        when(i32.ge_u(get(at), lengthOf(get(f.param(0)))), [ret(i32c(-1))]),
        when(call(equalFunction(shared), [memberAt(f.param(0), get(at)), get(f.param(1))]), [ret(get(at))]),
        set(at, i32.add(get(at), i32c(step))),
        br(next),
      ]),
      i32c(-1),
    ];
  });
}

/** (list, cell) → how many elements have that content. */
export function countFunction(shared: Shared): Func {
  return shared.runtime("count", ["i32", "i64"], "i32", (f) => {
    const [at, count] = [f.local("at", "i32"), f.local("count", "i32")];
    const next = label("next");
    const isSame = call(equalFunction(shared), [memberAt(f.param(0), get(at)), get(f.param(1))]);
    return [
      loop(next, [
        when(i32.lt_u(get(at), lengthOf(get(f.param(0)))), [
          set(count, i32.add(get(count), isSame)),
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
      get(count),
    ];
  });
}

/** The cell at an address, `undefined` for a field that is absent. */
function present(f: Func, at: Code): Code {
  const t = f.local("t", "i64");
  return orUndefined(i64.load(at), t);
}

/** A cell, `undefined` where it is the mark of an absent field. */
export const orUndefined = (cell: Code, t: Local): Code => ({
  kind: "block",
  label: null,
  loop: false,
  type: "i64",
  body: [set(t, cell), select(i64c(UNDEFINED_CELL), get(t), i64.eq(get(t), i64c(ABSENT_CELL)))],
});
