/**
 * Operators with one, two and three operands.
 * In: their expressions. Out: `SyntaxExpr`.
 * Not here: those that write (`assignments.ts`).
 */
import { ts } from "ts-morph";
import { commaOperator, inOperator, instanceOf, looseEquality, unsupportedExpression } from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import type { BinaryOp, LogicalOp, SyntaxExpr, UnaryOp } from "../../ir/syntax.ts";
import { assignmentOf, updateOf } from "./assignments.ts";
import type { Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";

const K = ts.SyntaxKind;

const binary: ReadonlyMap<ts.SyntaxKind, BinaryOp> = new Map<ts.SyntaxKind, BinaryOp>([
  [K.PlusToken, "+"],
  [K.MinusToken, "-"],
  [K.AsteriskToken, "*"],
  [K.SlashToken, "/"],
  [K.PercentToken, "%"],
  [K.AsteriskAsteriskToken, "**"],
  [K.AmpersandToken, "&"],
  [K.BarToken, "|"],
  [K.CaretToken, "^"],
  [K.LessThanLessThanToken, "<<"],
  [K.GreaterThanGreaterThanToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanToken, ">>>"],
  [K.LessThanToken, "<"],
  [K.LessThanEqualsToken, "<="],
  [K.GreaterThanToken, ">"],
  [K.GreaterThanEqualsToken, ">="],
  [K.EqualsEqualsEqualsToken, "==="],
  [K.ExclamationEqualsEqualsToken, "!=="],
  // Reported, then read as what was probably meant.
  [K.EqualsEqualsToken, "==="],
  [K.ExclamationEqualsToken, "!=="],
]);

const logical: ReadonlyMap<ts.SyntaxKind, LogicalOp> = new Map<ts.SyntaxKind, LogicalOp>([
  [K.AmpersandAmpersandToken, "&&"],
  [K.BarBarToken, "||"],
  [K.QuestionQuestionToken, "??"],
]);

const unary: ReadonlyMap<ts.SyntaxKind, UnaryOp> = new Map<ts.SyntaxKind, UnaryOp>([
  [K.MinusToken, "-"],
  [K.PlusToken, "+"],
  [K.ExclamationToken, "!"],
  [K.TildeToken, "~"],
]);

export function binaryOf(r: Reading, node: ts.BinaryExpression): SyntaxExpr {
  const assignment = assignmentOf(r, node);
  if (assignment !== null) return assignment;
  const at = r.span(node);
  const operator = node.operatorToken;
  if (operator.kind === K.EqualsEqualsToken || operator.kind === K.ExclamationEqualsToken) {
    const op = operator.kind === K.EqualsEqualsToken ? "==" : "!=";
    const place = r.span(operator);
    r.report(looseEquality(place, { op, fix: { at: place, text: `${op}=` } }));
  }
  const op = binary.get(operator.kind);
  if (op !== undefined)
    return { kind: "binary", op, left: r.expression(node.left), right: r.expression(node.right), at };
  const connective = logical.get(operator.kind);
  if (connective !== undefined) {
    return { kind: "logical", op: connective, left: r.expression(node.left), right: r.expression(node.right), at };
  }
  return refuse(r, node, refusal(operator, at));
}

function refusal(operator: ts.BinaryOperatorToken, at: Span): Diagnostic {
  switch (operator.kind) {
    case K.InKeyword:
      return inOperator(at);
    case K.InstanceOfKeyword:
      return instanceOf(at);
    case K.CommaToken:
      return commaOperator(at);
    default:
      return unsupportedExpression(at, { what: `the operator ${operator.getText()}` });
  }
}

export function unaryOf(r: Reading, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): SyntaxExpr {
  const op = unary.get(node.operator);
  if (op === undefined) return updateOf(r, node);
  return { kind: "unary", op, of: r.expression(node.operand), at: r.span(node) };
}

export const conditionalOf = (r: Reading, node: ts.ConditionalExpression): SyntaxExpr => ({
  kind: "conditional",
  test: r.expression(node.condition),
  then: r.expression(node.whenTrue),
  else: r.expression(node.whenFalse),
  at: r.span(node),
});
