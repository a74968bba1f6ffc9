/**
 * Conditions: expressions of which only the truth matters.
 * In: `Expr`. Out: `test`, an i32 that is 0 or 1, and cells of expressions that are true or false by nature.
 * Not here: other values (`expressions.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, choose, get, i32, i32c, i64, i64c, set } from "../../wasm/code.ts";
import { isTruthy, TRUE_CELL } from "../atoms.ts";
import { comparison, isComparison, operand } from "./arithmetic.ts";
import { bagMethodTest } from "./bags.ts";
import { isBoolean } from "./certain.ts";
import { enabledTest } from "./enabled.ts";
import { mapMethodTest } from "./maps.ts";
import { quantifierTest } from "./quantifiers.ts";
import { equalFunction } from "./references.ts";
import type { Scope } from "./scope.ts";
import { seqMethodTest } from "./sequences.ts";
import { setMethodTest } from "./sets.ts";

/** i32: the truth of an expression that is true or false by its kind; null of any other. */
export function naturalTest(s: Scope, e: Expr): Code | null {
  switch (e.kind) {
    case "literal":
      return typeof e.value === "boolean" ? i32c(e.value ? 1 : 0) : null;
    case "unary":
      return e.op === "!" ? i32.eqz(s.knot.test(s, e.of)) : null;
    case "binary":
      return isComparison(e.op) ? comparison(s, e.op, operand(s, e.left), operand(s, e.right)) : null;
    case "logical":
      return e.op !== "??" && isBoolean(s.certain, e) ? logicalTest(s, e) : null;
    case "same":
      return call(equalFunction(s.shared), [s.knot.cell(s, e.left), s.knot.cell(s, e.right)]);
    case "quantifier":
      return e.op === "every" || e.op === "some" ? quantifierTest(s, e, e.op) : null;
    case "seqMethod":
      return seqMethodTest(s, e);
    case "setMethod":
      return setMethodTest(s, e);
    case "mapMethod":
      return mapMethodTest(s, e);
    case "bagMethod":
      return bagMethodTest(s, e);
    case "enabled":
      return enabledTest(s, e);
    default:
      return null;
  }
}

/** i32: the truth of an expression. */
export function test(s: Scope, e: Expr): Code {
  const natural = naturalTest(s, e);
  if (natural !== null) return natural;
  if (e.kind === "logical" && e.op !== "??") return logicalTest(s, e);
  if (e.kind === "conditional")
    return choose("i32", s.knot.test(s, e.test), [s.knot.test(s, e.then)], [s.knot.test(s, e.else)]);
  if (isBoolean(s.certain, e)) return i64.eq(s.knot.cell(s, e), i64c(TRUE_CELL));
  return truthOf(s, s.knot.cell(s, e));
}

function logicalTest(s: Scope, e: Expr & { kind: "logical" }): Code {
  const left = s.knot.test(s, e.left);
  const right = s.knot.test(s, e.right);
  return e.op === "&&" ? choose("i32", left, [right], [i32c(0)]) : choose("i32", left, [i32c(1)], [right]);
}

/** i32: the truth of any cell. */
export function truthOf(s: Scope, cell: Code): Code {
  const t = s.temps.take("i64");
  return block(null, [set(t, cell), isTruthy(s.shared.objects.atoms, get(t))], "i32");
}
