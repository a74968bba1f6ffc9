/**
 * Assignments: to a place, by a pattern, and in place (`+=`, `++`).
 * In: expressions that write. Out: `SyntaxExpr`, `SyntaxTarget`.
 * Not here: `s = yield …` (`yields.ts`), patterns that declare names (`functions.ts`).
 */
import { ts } from "ts-morph";
import { assignmentPattern, moduleState } from "../../ir/codes/read.ts";
import type { AssignOp, SyntaxExpr, SyntaxTarget } from "../../ir/syntax.ts";
import { bare } from "./bare.ts";
import { fixedName } from "./literals.ts";
import { nameOf, refOf, symbolOf } from "./names.ts";
import { hole, type Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";

const K = ts.SyntaxKind;

const operators: ReadonlyMap<ts.SyntaxKind, AssignOp> = new Map<ts.SyntaxKind, AssignOp>([
  [K.EqualsToken, "="],
  [K.PlusEqualsToken, "+"],
  [K.MinusEqualsToken, "-"],
  [K.AsteriskEqualsToken, "*"],
  [K.SlashEqualsToken, "/"],
  [K.PercentEqualsToken, "%"],
  [K.AsteriskAsteriskEqualsToken, "**"],
  [K.AmpersandEqualsToken, "&"],
  [K.BarEqualsToken, "|"],
  [K.CaretEqualsToken, "^"],
  [K.LessThanLessThanEqualsToken, "<<"],
  [K.GreaterThanGreaterThanEqualsToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, ">>>"],
  [K.AmpersandAmpersandEqualsToken, "&&"],
  [K.BarBarEqualsToken, "||"],
  [K.QuestionQuestionEqualsToken, "??"],
]);

/** Null where the operator assigns nothing. */
export function assignmentOf(r: Reading, node: ts.BinaryExpression): SyntaxExpr | null {
  const op = operators.get(node.operatorToken.kind);
  if (op === undefined) return null;
  const at = r.span(node);
  const left = bare(node.left);
  if (op === "=" && (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left))) {
    return { kind: "assignPattern", target: targetOf(r, left), value: r.expression(node.right), at };
  }
  return { kind: "assign", op, target: placeOf(r, node.left), value: r.expression(node.right), at };
}

export function updateOf(r: Reading, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): SyntaxExpr {
  const op = node.operator === K.PlusPlusToken ? "++" : "--";
  return {
    kind: "update",
    op,
    prefix: ts.isPrefixUnaryExpression(node),
    target: placeOf(r, node.operand),
    at: r.span(node),
  };
}

/** What is written to; never a part of a module's constant. */
function placeOf(r: Reading, node: ts.Expression): SyntaxExpr {
  const constant = moduleConstant(r, node);
  if (constant === null || bare(node) === constant) return r.expression(node);
  r.report(moduleState(r.span(node), { name: constant.text, keyword: null }));
  return hole(r, node);
}

/** `TABLE` in `TABLE`, `TABLE.a[0]`, …, where a module declares it. */
export function moduleConstant(r: Reading, node: ts.Expression): ts.Identifier | null {
  let at = bare(node);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = bare(at.expression);
  if (!ts.isIdentifier(at)) return null;
  // A function's result, or what racespec gave, changes nothing of the module; a variable does.
  const declaration = symbolOf(r, at)?.valueDeclaration;
  const isVariable =
    declaration !== undefined && (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration));
  return isVariable && refOf(r, at, "value")?.kind === "declaration" ? at : null;
}

/** The left side of `[a, s.b] = …` and `({ a } = …)`. */
export function targetOf(r: Reading, node: ts.Expression): SyntaxTarget {
  const at = r.span(node);
  const inner = bare(node);
  if (ts.isArrayLiteralExpression(inner)) {
    const elements = inner.elements.map((e) => (ts.isOmittedExpression(e) ? null : targetOf(r, e)));
    return { kind: "array", elements, at };
  }
  if (ts.isObjectLiteralExpression(inner)) {
    return { kind: "object", members: inner.properties.flatMap((property) => memberOf(r, property)), at };
  }
  const refused = ts.isSpreadElement(inner)
    ? "a rest element"
    : ts.isBinaryExpression(inner) && operators.has(inner.operatorToken.kind)
      ? "a default value"
      : null;
  if (refused === null) return { kind: "place", place: placeOf(r, node), at };
  return { kind: "place", place: refuse(r, node, assignmentPattern(at, { what: refused })), at };
}

function memberOf(r: Reading, node: ts.ObjectLiteralElementLike): readonly { key: string; to: SyntaxTarget }[] {
  if (ts.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer === undefined) {
    const place = nameOf(r, node.name);
    return [{ key: node.name.text, to: { kind: "place", place, at: r.span(node) } }];
  }
  if (ts.isPropertyAssignment(node)) {
    const key = fixedName(r, node.name);
    if (key !== null) return [{ key, to: targetOf(r, node.initializer) }];
  }
  const what = ts.isShorthandPropertyAssignment(node)
    ? "a default value"
    : ts.isSpreadAssignment(node)
      ? "a rest element"
      : "a computed name";
  refuse(r, node, assignmentPattern(r.span(node), { what }));
  return [];
}
