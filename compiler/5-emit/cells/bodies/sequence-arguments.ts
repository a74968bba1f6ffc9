/**
 * Arguments of methods of sequences: numbers, positions from either end; how long the sequence may become.
 * In: `Expr` of kind seqMethod. Out: code.
 * Not here: the methods (`sequences.ts`, `splices.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, choose, get, i32, i32c, i64, i64c, op, select, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { isNumber, UNDEFINED_CELL } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spendParts } from "./budget.ts";
import { toNumber } from "./numbers.ts";
import { memberOfKind } from "./places.ts";
import { failRange, type Scope } from "./scope.ts";

type Method = Expr & { kind: "seqMethod" };

/** Arguments into locals, in order; their cells are evaluated before anything happens. */
export function argumentsOf(s: Scope, e: Method): { code: readonly Code[]; cells: readonly Local[] } {
  const cells = e.args.map(() => s.temps.take("i64"));
  return { cells, code: e.args.map((a, i) => set(cells[i] as Local, s.knot.cell(s, a))) };
}

/** Fails where a sequence would have more elements than its type has room for. */
export function room(s: Scope, e: Method, length: Code): readonly Code[] {
  const max = memberOfKind(e.of.type, "seq")?.max ?? Number.MAX_SAFE_INTEGER;
  return max >= 2 ** 31 ? [] : [when(i32.gt_u(length, i32c(max)), failRange(s))];
}

/** i64: an argument as a number; what is no number counts as `missing`. */
export function integer(s: Scope, cell: Local | undefined, missing: Code): Code {
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
export const fromEnd = (n: Local, length: Code): Code =>
  when(i64.lt_s(get(n), i64c(0)), [set(n, i64.add(get(n), i64.extend_u(length)))]);

/** A position from either end becomes one from the left, no further than the ends are. */
export const within = (list: Local, n: Local, length: Local): readonly Code[] => [
  fromEnd(n, lengthOf(get(list))),
  when(i64.lt_s(get(n), i64c(0)), [set(n, i64c(0))]),
  when(i64.gt_s(get(n), get(length)), [set(n, get(length))]),
];

/** A new list of the elements from one position to before another. */
export function stretch(s: Scope, list: Local, from: Local, to: Local, made: Local): readonly Code[] {
  const count = i32.wrap(i64.sub(get(to), get(from)));
  return [
    ...spendParts(s, count),
    set(made, call(s.shared.objects.lists.create, [count])),
    i32.store(get(made), count, LENGTH),
    op("memory.copy", [dataOf(get(made)), elementOf(get(list), i32.wrap(get(from))), i32.shl(count, i32c(3))]),
  ];
}
