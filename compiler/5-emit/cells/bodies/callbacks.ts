/**
 * Methods of sequences that take a function: its code stands in the loop over the elements.
 * In: `Expr` of kind seqMethod with a lambda. Out: code.
 * Not here: the other methods (`sequences.ts`).
 */
import type { Expr, Lambda } from "../../../../ir/expr.ts";
import {
  block,
  br,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  type Label,
  label,
  loop,
  set,
  when,
} from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { addressOf, isKind, objectCell, UNDEFINED_CELL } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { spend, spendObject, spendParts } from "./budget.ts";
import { objectOf } from "./places.ts";
import { type Scope, slotOf } from "./scope.ts";
import { appendFunction } from "./set-functions.ts";

type Method = Expr & { kind: "seqMethod" };

export function lambdaOf(e: { readonly op: string; readonly lambda: Lambda | null }): Lambda {
  if (e.lambda === null) throw new Error(`${e.op} without its function`);
  return e.lambda;
}

/** The elements, one after the other, as JavaScript visits them: as many as there were at first. */
interface Elements {
  readonly list: Local;
  readonly element: Local;
  readonly at: Local;
  /** Goes to `done` to leave early. `body` runs for each element. */
  through(body: readonly Code[], before?: readonly Code[]): readonly Code[];
  readonly done: Label;
}

/** `gone`: elements that were removed meanwhile count as `undefined` (find), else they are left out. `back`: the last one first. */
function elementsOf(s: Scope, e: Method, gone: boolean, back = false): Elements {
  const [list, at, length] = [s.temps.take("i32"), s.temps.take("i32"), s.temps.take("i32")];
  const element = s.temps.take("i64");
  const done = label("done");
  const next = label("element");
  const of = objectOf(s, e.of);
  const load = i64.load(elementOf(get(list), get(at)));
  const isThere = i32.lt_u(get(at), lengthOf(get(list)));
  if (back) {
    const one = [set(element, load)];
    return {
      ...{ list, element, at, done },
      through: (body, before = []) => [
        set(list, of),
        ...before,
        set(at, lengthOf(get(list))),
        block(done, [
          loop(next, [
            br(done, i32.eqz(get(at))),
            set(at, i32.sub(get(at), i32c(1))),
            ...(gone
              ? [set(element, i64c(UNDEFINED_CELL)), when(isThere, one), ...body]
              : [when(isThere, [...one, ...body])]),
            br(next),
          ]),
        ]),
      ],
    };
  }
  return {
    ...{ list, element, at, done },
    through: (body, before = []) => [
      set(list, of),
      ...before,
      set(length, lengthOf(get(list))),
      set(at, i32c(0)),
      block(done, [
        loop(next, [
          br(done, i32.ge_u(get(at), get(length))),
          set(element, i64c(UNDEFINED_CELL)),
          gone ? when(isThere, [set(element, load)]) : block(null, [br(done, i32.eqz(isThere)), set(element, load)]),
          ...body,
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
    ],
  };
}

/** Sets the parameters that the function names; past those it is given they are `undefined`. */
export const bind = (s: Scope, lambda: Lambda, args: readonly Code[]): readonly Code[] =>
  lambda.params.map((slot, i) => set(slotOf(s, slot), args[i] ?? i64c(UNDEFINED_CELL)));

const elementAndPosition = ({ element, at }: Elements): readonly Code[] => [get(element), i64.extend_u(get(at))];

/** i32: some, every. */
export function callbackTest(s: Scope, e: Method, op: "some" | "every"): Code {
  const found = s.temps.take("i32");
  const elements = elementsOf(s, e, false);
  const lambda = lambdaOf(e);
  const holds = s.knot.lambdaTest(s, lambda);
  const stop = op === "some" ? holds : i32.eqz(holds);
  const leave = [set(found, i32c(op === "some" ? 1 : 0)), br(elements.done)];
  return block(
    null,
    [
      ...elements.through(
        [...bind(s, lambda, elementAndPosition(elements)), when(stop, leave)],
        [set(found, i32c(op === "some" ? 0 : 1))],
      ),
      get(found),
    ],
    "i32",
  );
}

export type CallbackMethod =
  | ("filter" | "map" | "flatMap" | "reduce" | "reduceRight")
  | ("find" | "findIndex" | "findLast" | "findLastIndex");

/** i64: the others. */
export function callbackCell(s: Scope, e: Method, op: CallbackMethod): Code {
  const { lists } = s.shared.objects;
  const lambda = lambdaOf(e);
  const made = s.temps.take("i32");
  const value = s.temps.take("i64");
  const x = elementsOf(s, e, op.startsWith("find"), ["reduceRight", "findLast", "findLastIndex"].includes(op));
  const bound = bind(s, lambda, elementAndPosition(x));
  switch (op) {
    case "filter":
    case "map": {
      const put = (cell: Code): Code => call(lists.push, [get(made), cell]);
      // The element is taken before the function runs, which may set its own parameter.
      const body =
        op === "map"
          ? [put(s.knot.lambdaCell(s, lambda))]
          : [when(s.knot.lambdaTest(s, lambda), [put(get(x.element))])];
      const begin = [...spendParts(s, lengthOf(get(x.list))), set(made, call(lists.create, [lengthOf(get(x.list))]))];
      return block(null, [...x.through([...bound, ...body], begin), objectCell("seq", get(made), 0)], "i64");
    }
    case "flatMap": {
      const parts = addressOf(get(value));
      const body = [
        set(value, s.knot.lambdaCell(s, lambda)),
        // What is no sequence is one element.
        when(
          isKind(get(value), "seq"),
          [...spend(s, lengthOf(parts)), call(appendFunction(s.shared), [get(made), parts])],
          [...spend(s, i32c(1)), call(lists.push, [get(made), get(value)])],
        ),
      ];
      const begin = [...spendObject(s, 0), set(made, call(lists.create, [i32c(4)]))];
      return block(null, [...x.through([...bound, ...body], begin), objectCell("seq", get(made), 0)], "i64");
    }
    case "find":
    case "findIndex":
    case "findLast":
    case "findLastIndex": {
      const isIndex = op === "findIndex" || op === "findLastIndex";
      const hit = isIndex ? i64.extend_u(get(x.at)) : get(x.element);
      const missing = i64c(isIndex ? -1 : UNDEFINED_CELL);
      const body = [...bound, when(s.knot.lambdaTest(s, lambda), [set(value, hit), br(x.done)])];
      return block(null, [...x.through(body, [set(value, missing)]), get(value)], "i64");
    }
    case "reduce":
    case "reduceRight": {
      const [initial] = e.args;
      const begin = [set(value, initial === undefined ? i64c(UNDEFINED_CELL) : s.knot.cell(s, initial))];
      const next = [
        ...bind(s, lambda, [get(value), ...elementAndPosition(x)]),
        set(value, s.knot.lambdaCell(s, lambda)),
      ];
      return block(null, [...x.through(next, begin), get(value)], "i64");
    }
  }
}
