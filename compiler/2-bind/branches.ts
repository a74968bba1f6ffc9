/**
 * Expressions of which one part is taken: `&& || ??` and `?:`.
 * In: such an expression in a scope. Out: `Expr` of kinds logical and conditional; the part itself where the constants decide.
 * Not here: statements that branch (`statements.ts`), conditions that block or fail (`conditions.ts`).
 */
import { stateAsValue } from "../../ir/codes/bind.ts";
import { BOOLEAN, type Domain, isScalar } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { report } from "./context.ts";
import { emptyOf } from "./iterables.ts";
import { hole, type Scope } from "./scope.ts";
import { alike } from "./tables-and-records.ts";
import { withoutNull } from "./type-reader.ts";
import { isDomain, join } from "./types.ts";

export function logical(scope: Scope, e: SyntaxExpr & { kind: "logical" }, expected: Domain | null): Expr {
  // Left of `&&` anything may be tested: what is wanted is plain only where it comes out.
  const isTest = e.op === "&&" && expected !== null && isScalar(expected);
  const left = scope.knot.expr(scope, e.left, isTest ? null : expected);
  if (left.kind === "literal" || left.kind === "undefined") {
    const value = left.kind === "literal" ? left.value : undefined;
    const stops = e.op === "&&" ? !value : e.op === "||" ? Boolean(value) : value !== null && value !== undefined;
    const right = scope.knot.expr(stops ? { ...scope, dead: true } : scope, e.right, expected);
    return stops ? left : right;
  }
  const other = nothingOf(e, left) ?? scope.knot.expr(scope, e.right, expected ?? likeOther(left));
  const right = e.op === "&&" ? other : alike(scope, e.at, left, other)[1];
  if (left.type.kind === "error" || right.type.kind === "error") return hole(e.at);
  const kept = e.op === "??" && isDomain(left.type) ? withoutNull(left.type) : left.type;
  const type = isBoolean(left) && isBoolean(right) ? BOOLEAN : join([kept, right.type]);
  return { kind: "logical", op: e.op, left, right, at: e.at, type };
}

export const isBoolean = (e: Expr): boolean =>
  e.type.kind === "enum" && e.type.values.every((v) => typeof v === "boolean");

/** `m.get(k) ?? new Set()`: what one of two values is says what an empty other one holds. */
function likeOther({ type }: Expr): Domain | null {
  const domain = isDomain(type) ? withoutNull(type) : null;
  return domain === null || isScalar(domain) ? null : domain;
}

/** `m.get(k) ?? []`, of sets: gone through, an empty list is an empty set. */
function nothingOf(e: SyntaxExpr & { kind: "logical" }, left: Expr): Expr | null {
  const type = likeOther(left);
  if (e.op === "&&" || e.right.kind !== "array" || e.right.elements.length > 0 || type === null) return null;
  return type.kind === "set" || type.kind === "map" || type.kind === "bag" ? emptyOf(type, e.right.at) : null;
}

const isEmpty = (e: SyntaxExpr): boolean =>
  e.kind === "array" ? e.elements.length === 0 : e.kind === "new" && e.args.length === 0 && e.typeArgs.length === 0;

function branches(
  scope: Scope,
  e: SyntaxExpr & { kind: "conditional" },
  expected: Domain | null,
  known: boolean | null,
): readonly [Expr, Expr] {
  const branch = (x: SyntaxExpr, taken: boolean, hint: Domain | null): Expr =>
    scope.knot.expr(known !== null && known !== taken ? { ...scope, dead: true } : scope, x, hint);
  if (isEmpty(e.then)) {
    const otherwise = branch(e.else, false, expected);
    return [branch(e.then, true, expected ?? likeOther(otherwise)), otherwise];
  }
  const then = branch(e.then, true, expected);
  const otherwise = branch(e.else, false, expected ?? (isEmpty(e.else) ? likeOther(then) : null));
  return known === null ? alike(scope, e.at, then, otherwise) : [then, otherwise];
}

export function conditional(scope: Scope, e: SyntaxExpr & { kind: "conditional" }, expected: Domain | null): Expr {
  const test = scope.knot.test(scope, e.test);
  const known = test.kind === "literal" ? Boolean(test.value) : null;
  const [then, otherwise] = branches(scope, e, expected, known);
  if (known !== null) return known ? then : otherwise;
  if (test.type.kind === "error") return hole(e.at);
  if (then.type.kind === "state" || otherwise.type.kind === "state") {
    report(scope.context, stateAsValue(e.at));
    return hole(e.at);
  }
  return { kind: "conditional", test, then, else: otherwise, at: e.at, type: join([then.type, otherwise.type]) };
}
