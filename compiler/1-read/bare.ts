/**
 * An expression without what leaves its value alone.
 * In: an expression. Out: the expression within parentheses, `as`, `satisfies`, `<T>x` and `!`.
 * Not here: what these become in syntax (`expressions.ts`).
 */
import { ts } from "ts-morph";

export function bare(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at) ||
    ts.isNonNullExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

/** Without parentheses only. */
export function unparenthesized(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at)) at = at.expression;
  return at;
}
