/**
 * `sort` and `toSorted`: stable, by insertion from the left, each element down past those that the function says come after it, so
 * that both evaluators ask the function the same.
 * In: `Expr` of kind seqMethod. Out: code of their value.
 * Not here: the order of members of sets (`ascending.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, op, set, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { objectCell, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spendParts } from "./budget.ts";
import { bind, lambdaOf } from "./callbacks.ts";
import { toNumber } from "./numbers.ts";
import { objectOf } from "./places.ts";
import type { Scope, Shared } from "./scope.ts";

type Method = Expr & { kind: "seqMethod" };

export function sorted(s: Scope, e: Method, op: "sort" | "toSorted"): Code {
  const [list, made] = [s.temps.take("i32"), s.temps.take("i32")];
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...spendParts(s, lengthOf(get(list))),
      ...insertions(s, e, list, made),
      ...(op === "sort" ? putBack(s, list, made) : []),
      objectCell("seq", get(op === "sort" ? list : made), 0),
    ],
    "i64",
  );
}

/** The function may have changed the sequence meanwhile: what was sorted is what it holds afterwards. */
function putBack(s: Scope, list: Local, made: Local): readonly Code[] {
  const { lists, dirty } = s.shared.objects;
  return [
    set(dirty, i32c(1)),
    call(lists.ensure, [get(list), lengthOf(get(made))]),
    i32.store(get(list), lengthOf(get(made)), LENGTH),
    op("memory.copy", [dataOf(get(list)), dataOf(get(made)), i32.shl(lengthOf(get(made)), i32c(3))]),
  ];
}

function insertions(s: Scope, e: Method, list: Local, made: Local): readonly Code[] {
  const [i, k, end] = [s.temps.take("i32"), s.temps.take("i32"), s.temps.take("i32")];
  const [element, before, order] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  const [next, down, stay] = [label("next"), label("down"), label("stay")];
  const lambda = lambdaOf(e);
  const at = (position: Local, back: number): Code =>
    elementOf(get(made), back === 0 ? get(position) : i32.sub(get(position), i32c(back)));
  const compared = [
    ...bind(s, lambda, [get(before), get(element)]),
    set(order, call(toNumber(s.shared), [s.knot.lambdaCell(s, lambda)])),
  ];
  // Of what is no number there is NONE, which is less.
  const comesAfter = i64.gt_s(get(order), i64c(0));
  return [
    set(made, call(s.shared.objects.lists.create, [lengthOf(get(list))])),
    set(end, call(undefinedLastFunction(s.shared), [get(list), get(made)])),
    set(i, i32c(1)),
    loop(next, [
      when(i32.lt_u(get(i), get(end)), [
        set(element, i64.load(at(i, 0))),
        set(k, get(i)),
        block(stay, [
          loop(down, [
            br(stay, i32.eqz(get(k))),
            set(before, i64.load(at(k, 1))),
            ...compared,
            br(stay, i32.eqz(comesAfter)),
            i64.store(at(k, 0), get(before)),
            set(k, i32.sub(get(k), i32c(1))),
            br(down),
          ]),
        ]),
        i64.store(at(k, 0), get(element)),
        set(i, i32.add(get(i), i32c(1))),
        br(next),
      ]),
    ]),
  ];
}

/** (list, other list, empty and large enough) → how many of its elements are to be compared: `undefined` stands behind them all. */
function undefinedLastFunction(shared: Shared): Func {
  const { lists } = shared.objects;
  return shared.runtime("undefined last", ["i32", "i32"], "i32", (f) => {
    const [list, made] = [f.param(0), f.param(1)];
    const [at, count] = [f.local("at", "i32"), f.local("count", "i32")];
    const cell = f.local("cell", "i64");
    const [next, rest] = [label("next"), label("rest")];
    return [
      loop(next, [
        when(i32.lt_u(get(at), lengthOf(get(list))), [
          set(cell, i64.load(elementOf(get(list), get(at)))),
          when(i64.ne(get(cell), i64c(UNDEFINED_CELL)), [call(lists.push, [get(made), get(cell)])]),
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
      set(count, lengthOf(get(made))),
      loop(rest, [
        when(i32.lt_u(lengthOf(get(made)), lengthOf(get(list))), [
          call(lists.push, [get(made), i64c(UNDEFINED_CELL)]),
          br(rest),
        ]),
      ]),
      get(count),
    ];
  });
}
