/**
 * Methods of sequences without a function argument, as JavaScript has them.
 * In: `Expr` of kind seqMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: those that take a function (`callbacks.ts`), their loops in memory (`sequence-functions.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, choose, get, i32, i32c, i64, i64c, op, select, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { addressOf, isKind, isNumber, objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { callbackCell, callbackTest } from "./callbacks.ts";
import { appendFunction } from "./literals.ts";
import { toNumber } from "./numbers.ts";
import { memberOfKind, objectOf } from "./places.ts";
import { failRange, type Scope } from "./scope.ts";
import { removedFunction, reverseFunction } from "./sequence-functions.ts";

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
    case "filter":
    case "map":
    case "reduce":
    case "find":
    case "findIndex":
      return callbackCell(s, e, e.op);
  }
}

/** Arguments into locals, in order; their cells are evaluated before anything happens. */
function argumentsOf(s: Scope, e: Method): { code: readonly Code[]; cells: readonly Local[] } {
  const cells = e.args.map(() => s.temps.take("i64"));
  return { cells, code: e.args.map((a, i) => set(cells[i] as Local, s.knot.cell(s, a))) };
}

/** Fails where a sequence would have more elements than its type has room for. */
function room(s: Scope, e: Method, length: Code): readonly Code[] {
  const max = memberOfKind(e.of.type, "seq")?.max ?? Number.MAX_SAFE_INTEGER;
  return max >= 2 ** 31 ? [] : [when(i32.gt_u(length, i32c(max)), failRange(s))];
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

/** i64: an argument as a number; what is no number counts as `missing`. */
function integer(s: Scope, cell: Local | undefined, missing: Code): Code {
  if (cell === undefined) return missing;
  return choose(
    "i64",
    isNumber(get(cell)),
    [get(cell)],
    [choose("i64", i64.eq(get(cell), i64c(UNDEFINED_CELL)), [missing], [numberOrZero(s, cell)])],
  );
}

function numberOrZero(s: Scope, cell: Local): Code {
  const n = s.temps.take("i64");
  return block(null, [set(n, call(toNumber(s.shared), [get(cell)])), select(get(n), i64c(0), isNumber(get(n)))], "i64");
}

/** Below 0 from the end. */
const fromEnd = (n: Local, length: Code): Code =>
  when(i64.lt_s(get(n), i64c(0)), [set(n, i64.add(get(n), i64.extend_u(length)))]);

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
  const { lists } = s.shared.objects;
  const [list, made] = [s.temps.take("i32"), s.temps.take("i32")];
  const [from, to, length] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  const args = argumentsOf(s, e);
  const inside = (n: Local): readonly Code[] => [
    fromEnd(n, lengthOf(get(list))),
    when(i64.lt_s(get(n), i64c(0)), [set(n, i64c(0))]),
    when(i64.gt_s(get(n), get(length)), [set(n, get(length))]),
  ];
  const count = i32.wrap(i64.sub(get(to), get(from)));
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(length, i64.extend_u(lengthOf(get(list)))),
      set(from, integer(s, args.cells[0], i64c(0))),
      set(to, integer(s, args.cells[1], get(length))),
      ...inside(from),
      ...inside(to),
      when(i64.lt_s(get(to), get(from)), [set(to, get(from))]),
      ...spendParts(s, count),
      set(made, call(lists.create, [count])),
      i32.store(get(made), count, LENGTH),
      op("memory.copy", [dataOf(get(made)), elementOf(get(list), i32.wrap(get(from))), i32.shl(count, i32c(3))]),
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

/** i32: position of the first argument, -1 where it is not there. */
function position(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const args = argumentsOf(s, e);
  const sought = args.cells[0] === undefined ? i64c(UNDEFINED_CELL) : get(args.cells[0]);
  return block(
    null,
    [set(list, objectOf(s, e.of)), ...args.code, call(s.shared.objects.lists.indexOf, [get(list), sought])],
    "i32",
  );
}
