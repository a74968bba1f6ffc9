/**
 * Methods of sequences without a function argument, as JavaScript has them.
 * In: `Expr` of kind seqMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: those that take a function (`callbacks.ts`), `sorting.ts`, `splices.ts`, their loops in memory (`sequence-functions.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, get, i32, i32c, i64, i64c, op, set, when } from "../../wasm/code.ts";
import { addressOf, isKind, objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { callbackCell, callbackTest } from "./callbacks.ts";
import { objectOf } from "./places.ts";
import type { Scope } from "./scope.ts";
import { argumentsOf, fromEnd, integer, room, stretch, within } from "./sequence-arguments.ts";
import { lastIndexFunction, removedFunction, reverseFunction } from "./sequence-functions.ts";
import { appendFunction } from "./set-functions.ts";
import { sorted } from "./sorting.ts";
import { filled, reversed, splice, toSpliced, withElement } from "./splices.ts";

type Method = Expr & { kind: "seqMethod" };

/** i32: the conditions among the methods; null of the others. */
export function seqMethodTest(s: Scope, e: Method): Code | null {
  switch (e.op) {
    case "includes":
      return i32.ge_s(position(s, e), i32c(0));
    case "some":
    case "every":
      return callbackTest(s, e, e.op);
    default:
      return null;
  }
}

/** i64: the value of any method. */
export function seqMethod(s: Scope, e: Method): Code {
  switch (e.op) {
    case "push":
      return push(s, e);
    case "unshift":
      return unshift(s, e);
    case "pop":
    case "shift":
      return removed(s, e, e.op);
    case "reverse": {
      const list = s.temps.take("i32");
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(s.shared.objects.dirty, i32c(1)),
          call(reverseFunction(s.shared), [get(list)]),
          objectCell("seq", get(list), 0),
        ],
        "i64",
      );
    }
    case "at":
      return at(s, e);
    case "slice":
      return slice(s, e);
    case "concat":
      return concat(s, e);
    case "indexOf":
      return i64.extend_s(position(s, e));
    case "includes":
    case "some":
    case "every":
      return truthCell(seqMethodTest(s, e) ?? i32c(0));
    case "lastIndexOf":
      return i64.extend_s(position(s, e));
    case "filter":
    case "map":
    case "flatMap":
    case "reduce":
    case "reduceRight":
    case "find":
    case "findIndex":
    case "findLast":
    case "findLastIndex":
      return callbackCell(s, e, e.op);
    case "sort":
    case "toSorted":
      return sorted(s, e, e.op);
    case "toReversed":
      return reversed(s, e);
    case "splice":
      return splice(s, e);
    case "toSpliced":
      return toSpliced(s, e);
    case "with":
      return withElement(s, e);
    case "fill":
      return filled(s, e);
  }
}

function push(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const args = argumentsOf(s, e);
  const each = args.cells.flatMap((x) => [
    ...room(s, e, i32.add(lengthOf(get(list)), i32c(1))),
    ...spend(s, i32c(1)),
    call(s.shared.objects.lists.push, [get(list), get(x)]),
  ]);
  return block(null, [set(list, objectOf(s, e.of)), ...args.code, ...each, i64.extend_u(lengthOf(get(list)))], "i64");
}

function unshift(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const args = argumentsOf(s, e);
  const many = args.cells.length;
  const longer = i32.add(lengthOf(get(list)), i32c(many));
  const data = dataOf(get(list));
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      ...room(s, e, longer),
      ...spend(s, i32c(many)),
      set(s.shared.objects.dirty, i32c(1)),
      call(s.shared.objects.lists.ensure, [get(list), longer]),
      op("memory.copy", [i32.add(data, i32c(8 * many)), data, i32.shl(lengthOf(get(list)), i32c(3))]),
      i32.store(get(list), longer, LENGTH),
      ...args.cells.map((x, i) => i64.store(data, get(x), 8 * i)),
      i64.extend_u(lengthOf(get(list))),
    ],
    "i64",
  );
}

/** pop and shift give `undefined` where there is nothing. */
function removed(s: Scope, e: Method, op: "pop" | "shift"): Code {
  return call(removedFunction(s.shared, op), [objectOf(s, e.of)]);
}

function at(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const [n, found] = [s.temps.take("i64"), s.temps.take("i64")];
  const args = argumentsOf(s, e);
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(n, integer(s, args.cells[0], i64c(0))),
      fromEnd(n, lengthOf(get(list))),
      set(found, i64c(UNDEFINED_CELL)),
      when(i64.lt_u(get(n), i64.extend_u(lengthOf(get(list)))), [
        set(found, i64.load(elementOf(get(list), i32.wrap(get(n))))),
      ]),
      get(found),
    ],
    "i64",
  );
}

function slice(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const [from, to, length] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  const args = argumentsOf(s, e);
  const made = s.temps.take("i32");
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(length, i64.extend_u(lengthOf(get(list)))),
      set(from, integer(s, args.cells[0], i64c(0))),
      set(to, integer(s, args.cells[1], get(length))),
      ...within(list, from, length),
      ...within(list, to, length),
      when(i64.lt_s(get(to), get(from)), [set(to, get(from))]),
      ...stretch(s, list, from, to, made),
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

/** Sequences are taken apart, anything else is one element. */
function concat(s: Scope, e: Method): Code {
  const { lists } = s.shared.objects;
  const [list, made] = [s.temps.take("i32"), s.temps.take("i32")];
  const args = argumentsOf(s, e);
  const longer = args.cells.map((x) =>
    when(isKind(get(x), "seq"), spend(s, lengthOf(addressOf(get(x)))), spend(s, i32c(1))),
  );
  const each = args.cells.map((x) =>
    when(
      isKind(get(x), "seq"),
      [call(appendFunction(s.shared), [get(made), addressOf(get(x))])],
      [call(lists.push, [get(made), get(x)])],
    ),
  );
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      ...spendParts(s, lengthOf(get(list))),
      ...longer,
      set(made, call(lists.copy, [get(list)])),
      ...each,
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

/** i32: position of the first argument, from the left or the right, -1 where it is not there. */
function position(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const args = argumentsOf(s, e);
  const find = e.op === "lastIndexOf" ? lastIndexFunction(s.shared) : s.shared.objects.lists.indexOf;
  const sought = args.cells[0] === undefined ? i64c(UNDEFINED_CELL) : get(args.cells[0]);
  return block(null, [set(list, objectOf(s, e.of)), ...args.code, call(find, [get(list), sought])], "i32");
}
