/**
 * Small expressions and questions about types that every file of this stage needs.
 * In: types, spans. Out: builders of expressions over hidden state, `isDomain`, `isReference`.
 * Not here: what the author's expressions mean (`compiler/2-bind/`).
 */
import { BOOLEAN, type Literal, NUMBER } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";

export { isDomain, isReference } from "../../ir/type.ts";

export const literal = (value: Literal, at: Span): Expr & { readonly kind: "literal" } => ({
  kind: "literal",
  value,
  at,
  type: typeof value === "number" ? { kind: "int", lo: value, hi: value } : { kind: "enum", values: [value] },
});

export const local = (slot: number, type: Type, at: Span): Expr & { readonly kind: "local" } => ({
  kind: "local",
  slot,
  at,
  type,
});

export const equal = (left: Expr, right: Expr, at: Span): Expr => ({
  kind: "binary",
  op: "===",
  left,
  right,
  at,
  type: BOOLEAN,
});

export const less = (left: Expr, right: Expr, at: Span): Expr => ({
  kind: "binary",
  op: "<",
  left,
  right,
  at,
  type: BOOLEAN,
});

export const plusOne = (of: Expr, at: Span): Expr => ({
  kind: "binary",
  op: "+",
  left: of,
  right: literal(1, at),
  at,
  type: NUMBER,
});

/** Both branches of a test that is known already. */
export function known(test: Expr): boolean | null {
  if (test.kind === "literal") return Boolean(test.value);
  if (test.kind === "undefined") return false;
  if (test.kind === "binary" && test.left.kind === "literal" && test.right.kind === "literal") {
    if (test.op === "===") return test.left.value === test.right.value;
    if (test.op === "!==") return test.left.value !== test.right.value;
  }
  return null;
}
