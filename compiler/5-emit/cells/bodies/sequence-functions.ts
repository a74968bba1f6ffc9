/**
 * What methods of sequences do in memory, as functions.
 * In: addresses of lists. Out: functions that reverse a list, that take an element off one of its ends, that find the last of its kind.
 * Not here: the methods (`sequences.ts`), making and growing lists (`../lists.ts`).
 */
import { br, call, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../../wasm/code.ts";
import type { Func } from "../../wasm/module.ts";
import { UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, lengthOf } from "../lists.ts";
import type { Shared } from "./scope.ts";

/** (list): in place. */
export function reverseFunction(shared: Shared): Func {
  return shared.runtime("reverse", ["i32"], null, (f) => {
    const list = f.param(0);
    const [from, to] = [f.local("from", "i32"), f.local("to", "i32")];
    const cell = f.local("cell", "i64");
    const next = label("next");
    return [
      set(from, dataOf(get(list))),
      set(to, i32.sub(elementOf(get(list), lengthOf(get(list))), i32c(8))),
      loop(next, [
        when(i32.lt_u(get(from), get(to)), [
          set(cell, i64.load(get(from))),
          i64.store(get(from), i64.load(get(to))),
          i64.store(get(to), get(cell)),
          set(from, i32.add(get(from), i32c(8))),
          set(to, i32.sub(get(to), i32c(8))),
          br(next),
        ]),
      ]),
    ];
  });
}

/** (list) → the cell that was last or first, `undefined` of an empty list. */
export function removedFunction(shared: Shared, end: "pop" | "shift"): Func {
  return shared.runtime(end, ["i32"], "i64", (f) => {
    const list = f.param(0);
    const at = f.local("at", "i32");
    const cell = f.local("cell", "i64");
    return [
      when(i32.eqz(lengthOf(get(list))), [ret(i64c(UNDEFINED_CELL))]),
      ...(end === "pop" ? [set(at, i32.sub(lengthOf(get(list)), i32c(1)))] : []),
      set(cell, i64.load(elementOf(get(list), get(at)))),
      call(shared.objects.lists.removeAt, [get(list), get(at)]),
      get(cell),
    ];
  });
}

/** (list, cell) → position of the last equal cell, or -1. */
export function lastIndexFunction(shared: Shared): Func {
  return shared.runtime("lastIndexOf", ["i32", "i64"], "i32", (f) => {
    const [list, cell] = [f.param(0), f.param(1)];
    const at = f.local("at", "i32");
    const next = label("next");
    return [
      set(at, lengthOf(get(list))),
      loop(next, [
        when(i32.eqz(get(at)), [ret(i32c(-1))]),
        set(at, i32.sub(get(at), i32c(1))),
        when(i64.eq(i64.load(elementOf(get(list), get(at))), get(cell)), [ret(get(at))]),
        br(next),
      ]),
      i32c(-1),
    ];
  });
}
