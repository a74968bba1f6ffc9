/**
 * The conditions of a step: what its `when`s ask, part by part.
 * In: actions of a lowered model. Out: `conjuncts`, `gateOf`, `isForTypes`.
 * Not here: what is concluded from them (`questions.ts`, `near-miss.ts`).
 */
import { alternatives } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Action } from "../../ir/model.ts";
import { isDomain } from "../../ir/type.ts";

/** `a && b && c` as [a, b, c]; but what lowering has made of one expression of the author's stays whole. */
export function conjuncts(e: Expr): readonly Expr[] {
  if (e.kind !== "logical" || e.op !== "&&" || isMade(e)) return [e];
  return [...conjuncts(e.left), ...conjuncts(e.right)];
}

/** Its parts stand where it stands itself: the author wrote one expression. */
export const isMade = (e: Expr & { readonly kind: "logical" }): boolean =>
  e.left.at.start === e.at.start && e.left.at.end === e.at.end;

/** The test of its pc, which lowering puts first in a step of a process; null of an action. */
export function gateOf({ origin, body }: Action): Expr | null {
  if (origin.kind !== "process") return null;
  const first = firstOf(body.code);
  return first?.kind === "when" ? first.test : null;
}

const firstOf = (s: Stmt): Stmt | null => {
  if (s.kind !== "block") return s;
  return s.body[0] === undefined ? null : firstOf(s.body[0]);
};

/** `x !== null`, `x !== undefined` where the type of x has that value: TypeScript wants to hear it, true or not. */
export function isForTypes(e: Expr): boolean {
  if (e.kind !== "binary" || e.op !== "!==") return false;
  return isNothing(e.right) ? mayBeNothing(e.left) : isNothing(e.left) && mayBeNothing(e.right);
}

const isNothing = (e: Expr): boolean => e.kind === "undefined" || (e.kind === "literal" && e.value === null);

const mayBeNothing = ({ type }: Expr): boolean =>
  isDomain(type) &&
  alternatives(type).some((d) => d.kind === "undefined" || (d.kind === "enum" && d.values.includes(null)));
