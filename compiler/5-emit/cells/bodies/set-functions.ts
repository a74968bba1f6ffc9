/**
 * What methods of sets and literals do in memory, as functions.
 * In: addresses of lists. Out: functions that add, keep or remove members, and append elements.
 * Not here: the methods (`sets.ts`), how a member is found (`references.ts`), making and growing lists (`../lists.ts`).
 */
import { br, call, get, i32, i32c, i64, label, loop, ret, set, when } from "../../wasm/code.ts";
import type { Func } from "../../wasm/module.ts";
import { dataOf, elementOf, lengthOf } from "../lists.ts";
import { findFunction } from "./references.ts";
import type { Shared } from "./scope.ts";

/** `deep`: members are compared by content. Both sets may have the same member: nothing writes one. */
const finder = (shared: Shared, deep: boolean): Func => (deep ? findFunction(shared) : shared.objects.lists.indexOf);

/** (list, other list): all elements of the other at the end. */
export function appendFunction(shared: Shared): Func {
  return goThrough(shared, "append", shared.objects.lists.push);
}

/** (list, other list): all elements of the other at the end, those that are not in it. */
export function addAllFunction(shared: Shared, deep: boolean): Func {
  return goThrough(shared, deep ? "addAll deep" : "addAll", deep ? addFunction(shared) : shared.objects.lists.add);
}

/** (list, cell): at the end, unless its content is there. */
function addFunction(shared: Shared): Func {
  return shared.runtime("add deep", ["i32", "i64"], null, (f) => {
    const args = [get(f.param(0)), get(f.param(1))];
    return [when(i32.lt_s(call(findFunction(shared), args), i32c(0)), [call(shared.objects.lists.push, args)])];
  });
}

function goThrough(shared: Shared, name: string, put: Func): Func {
  return shared.runtime(name, ["i32", "i32"], null, (f) => {
    const [to, from] = [f.param(0), f.param(1)];
    const [at, count] = [f.local("at", "i32"), f.local("count", "i32")];
    const next = label("next");
    // The count is taken first: a list may be put at its own end.
    return [
      set(count, lengthOf(get(from))),
      loop(next, [
        when(i32.lt_u(get(at), get(count)), [
          call(put, [get(to), i64.load(i32.add(dataOf(get(from)), i32.shl(get(at), i32c(3))))]),
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
    ];
  });
}

/** (list, cell) → i32: whether it was there; it (of a map with its value: two cells) no longer is. */
export function removeFunction(shared: Shared, find: Func, step: 1 | 2): Func {
  const { lists } = shared.objects;
  return shared.runtime(`remove ${find.name}`, ["i32", "i64"], "i32", (f) => {
    const at = f.local("at", "i32");
    const remove = call(lists.removeAt, [get(f.param(0)), get(at)]);
    return [
      set(at, call(find, [get(f.param(0)), get(f.param(1))])),
      when(i32.lt_s(get(at), i32c(0)), [ret(i32c(0))]),
      ...(step === 2 ? [remove, remove] : [remove]),
      i32c(1),
    ];
  });
}

/** (list, other list) → i32: whether every member of the first is in the other, or every member is not. */
export function allInFunction(shared: Shared, wanted: boolean, deep: boolean): Func {
  const find = finder(shared, deep);
  return shared.runtime(`${wanted ? "allIn" : "noneIn"} ${find.name}`, ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const at = f.local("at", "i32");
    const next = label("next");
    const isIn = i32.ge_s(call(find, [get(b), i64.load(elementOf(get(a), get(at)))]), i32c(0));
    return [
      loop(next, [
        when(i32.ge_u(get(at), lengthOf(get(a))), [ret(i32c(1))]),
        when(wanted ? i32.eqz(isIn) : isIn, [ret(i32c(0))]),
        set(at, i32.add(get(at), i32c(1))),
        br(next),
      ]),
      i32c(0),
    ];
  });
}

/** (list, other list) → address of a new list: members of the first that are in the other, or those that are not. */
export function keptFunction(shared: Shared, wanted: boolean, deep: boolean): Func {
  const { lists } = shared.objects;
  const find = finder(shared, deep);
  return shared.runtime(`${wanted ? "intersection" : "difference"} ${find.name}`, ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const [at, made] = [f.local("at", "i32"), f.local("made", "i32")];
    const next = label("next");
    const member = i64.load(elementOf(get(a), get(at)));
    const isIn = i32.ge_s(call(find, [get(b), member]), i32c(0));
    return [
      set(made, call(lists.create, [lengthOf(get(a))])),
      loop(next, [
        when(i32.lt_u(get(at), lengthOf(get(a))), [
          when(wanted ? isIn : i32.eqz(isIn), [call(lists.push, [get(made), member])]),
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
      get(made),
    ];
  });
}
