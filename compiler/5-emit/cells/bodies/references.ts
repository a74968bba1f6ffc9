/**
 * Whole values: copies and comparisons of contents. Cells say of what kind their object is, so neither needs a type.
 * In: cells. Out: functions `copy` and `equal`, and the order in which a set is gone through.
 * Not here: methods of sequences and sets (`sequences.ts`, `sets.ts`).
 */
import type { Domain } from "../../../../ir/domain.ts";
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
import { ABSENT_CELL, addressOf, countOf, isKind, isNumber, isObject, objectCell, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import type { Shared } from "./scope.ts";

/** The cells of a record or table, or those of a list: how many and where. */
const isList = (cell: Code): Code => i32.or(isKind(cell, "seq"), isKind(cell, "set"));

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
      // Members of a set are no objects.
      when(isKind(get(cell), "set"), [ret(objectCell("set", call(lists.copy, [get(made)]), 0))]),
      when(
        isKind(get(cell), "seq"),
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
  const { lists } = shared.objects;
  return shared.runtime("equal", ["i64", "i64"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const [left, right, count, at] = ["left", "right", "count", "at"].map((n) => f.local(n, "i32")) as Local4;
    const [next, nextMember] = [label("next"), label("member")];
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
        when(isKind(get(a), "set"), [
          loop(nextMember, [
            when(i32.eq(get(at), get(count)), [ret(i32c(1))]),
            when(i32.lt_s(call(lists.indexOf, [get(right), i64.load(elementOf(get(left), get(at)))]), i32c(0)), [
              ret(i32c(0)),
            ]),
            set(at, i32.add(get(at), i32c(1))),
            br(nextMember),
          ]),
        ]),
        set(left, dataOf(get(left))),
        set(right, dataOf(get(right))),
      ]),
      eachElement,
      i32c(1),
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

/**
 * (address of a set's list) → address of a new list with its members in the order of the domain, strays last in the order in which
 * they came. A set that a state held is in order already.
 */
export function ascendingFunction(shared: Shared, of: Domain): Func {
  const { lists, ordinals } = shared.objects;
  const plain = of.kind === "number";
  const place = plain ? null : ordinals.func(of);
  return shared.runtime(
    `ascending ${place === null ? "" : shared.emission.module.functions.indexOf(place)}`,
    ["i32"],
    "i32",
    (f) => {
      const list = f.param(0);
      const made = f.local("made", "i32");
      const length = f.local("length", "i32");
      const [i, k] = [f.local("i", "i32"), f.local("k", "i32")];
      const [cell, here, other] = [f.local("cell", "i64"), f.local("here", "i64"), f.local("other", "i64")];
      const [next, down] = [label("next"), label("down")];
      const most = i64c((1n << 62n) - 1n);
      const placeOf = (x: Local, into: Local): Code[] =>
        place === null
          ? [set(into, select(get(x), most, isNumber(get(x))))]
          : [set(into, call(place, [get(x)])), when(i64.lt_s(get(into), i64c(0)), [set(into, most)])];
      const before = f.local("before", "i64");
      return [
        set(made, call(lists.copy, [get(list)])),
        set(length, lengthOf(get(made))),
        set(i, i32c(1)),
        // Insertion: each is moved down past those that come after it.
        loop(next, [
          when(i32.lt_u(get(i), get(length)), [
            set(cell, i64.load(elementOf(get(made), get(i)))),
            ...placeOf(cell, here),
            set(k, get(i)),
            loop(down, [
              when(get(k), [
                set(before, i64.load(elementOf(get(made), i32.sub(get(k), i32c(1))))),
                ...placeOf(before, other),
                when(i64.gt_s(get(other), get(here)), [
                  i64.store(elementOf(get(made), get(k)), get(before)),
                  set(k, i32.sub(get(k), i32c(1))),
                  br(down),
                ]),
              ]),
            ]),
            i64.store(elementOf(get(made), get(k)), get(cell)),
            set(i, i32.add(get(i), i32c(1))),
            br(next),
          ]),
        ]),
        get(made),
      ];
    },
  );
}
