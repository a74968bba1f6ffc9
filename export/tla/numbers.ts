/**
 * Arithmetic and comparisons.
 * In: `Expr` of kinds binary and math. Out: text.
 * Not here: which values TLC can compare (`values.ts`).
 */
import { NUMBER, unionOf } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import type { Scope } from "./scope.ts";
import { comparable } from "./values.ts";

export function binary(s: Scope, e: Expr & { kind: "binary" }): string {
  const [a, b] = [s.shared.knot.valueOf(s, e.left), s.shared.knot.valueOf(s, e.right)];
  switch (e.op) {
    case "===":
    case "!==":
      comparable(unionOf([e.left, e.right].map((x) => (isDomain(x.type) ? x.type : NUMBER))));
      return `(${a} ${e.op === "===" ? "=" : "#"} ${b})`;
    case "<":
    case ">":
    case ">=":
      return `(${a} ${e.op} ${b})`;
    case "<=":
      return `(${a} <= ${b})`;
    case "+":
    case "-":
    case "*":
      return `(${a} ${e.op} ${b})`;
    case "%": {
      if (isPositive(e.right) && isNatural(e.left)) return `(${a} % ${b})`;
      s.shared.helpers.add("Rem");
      return `Rem(${a}, ${b})`;
    }
    default:
      return doesNotFit(`the operator ${e.op}`, e.at);
  }
}

const isPositive = (e: Expr): boolean => e.kind === "literal" && typeof e.value === "number" && e.value > 0;

/** Surely not negative: a range from 0 on, or sums of such. */
function isNatural(e: Expr): boolean {
  if (e.kind === "literal") return typeof e.value === "number" && e.value >= 0;
  if (e.kind === "binary" && (e.op === "+" || e.op === "*")) return isNatural(e.left) && isNatural(e.right);
  if (e.kind === "size") return true;
  // What a place of the state or a parameter holds is one of its type.
  return (
    (e.kind === "field" || e.kind === "index" || e.kind === "local") &&
    isDomain(e.type) &&
    e.type.kind === "int" &&
    e.type.lo >= 0
  );
}

export function math(s: Scope, e: Expr & { kind: "math" }): string {
  const args = e.args.map((a) => s.shared.knot.valueOf(s, a));
  const [a = "0", b = "1"] = args;
  const [, divisor] = e.args;
  switch (e.op) {
    case "min":
    case "max":
      return args.reduce((x, y) => `(IF ${x} ${e.op === "min" ? "<" : ">"} ${y} THEN ${x} ELSE ${y})`);
    case "abs":
      return `(IF ${a} < 0 THEN -${a} ELSE ${a})`;
    case "sign":
      return `(IF ${a} < 0 THEN -1 ELSE IF ${a} > 0 THEN 1 ELSE 0)`;
    case "floorDiv":
      return divisor !== undefined && isPositive(divisor)
        ? `(${a} \\div ${b})`
        : doesNotFit("a division by what is no positive constant", e.at);
    case "ceilDiv":
      return divisor !== undefined && isPositive(divisor)
        ? `(-((-${a}) \\div ${b}))`
        : doesNotFit("a division by what is no positive constant", e.at);
    case "truncDiv":
      return divisor !== undefined && isPositive(divisor)
        ? `(IF ${a} < 0 THEN -((-${a}) \\div ${b}) ELSE ${a} \\div ${b})`
        : doesNotFit("a division by what is no positive constant", e.at);
  }
}
