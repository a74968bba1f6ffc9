/**
 * What is not there: chains that stop at it, and `??`.
 * In: `Expr` of kinds optional and logical. Out: code.
 * Not here: conditions (`truth.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, choose, get, i64, i64c, set } from "../../wasm/code.ts";
import { isTruthy, UNDEFINED_CELL } from "../atoms.ts";
import { type Scope, slotOf } from "./scope.ts";

/** i32: `undefined` or `null`, whose cells follow each other. */
export const isNullish = (cell: Code): Code => i64.le_u(i64.sub(cell, i64c(UNDEFINED_CELL)), i64c(1));

/** i64: `base?.rest`. */
export function optional(s: Scope, e: Expr & { kind: "optional" }): Code {
  const found = s.temps.take("i64");
  const base = s.knot.cell(s, e.base);
  const rest = [set(slotOf(s, e.slot), get(found)), s.knot.cell(s, e.rest)];
  return block(null, [set(found, base), choose("i64", isNullish(get(found)), [i64c(UNDEFINED_CELL)], rest)], "i64");
}

/** i64: the value of `&&`, `||`, `??`. */
export function logical(s: Scope, e: Expr & { kind: "logical" }): Code {
  const left = s.temps.take("i64");
  const value = s.knot.cell(s, e.left);
  const right = [s.knot.cell(s, e.right)];
  const stay = [get(left)];
  const isTrue = isTruthy(s.shared.objects.atoms, get(left));
  const [test, then, otherwise] =
    e.op === "&&"
      ? ([isTrue, right, stay] as const)
      : e.op === "||"
        ? ([isTrue, stay, right] as const)
        : ([isNullish(get(left)), right, stay] as const);
  return block(null, [set(left, value), choose("i64", test, then, otherwise)], "i64");
}
