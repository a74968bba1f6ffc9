/**
 * Expressions: one case per construct, and the diagnostic of each construct that the language lacks.
 * In: ts-morph's expressions. Out: `SyntaxExpr`; a hole where something was refused.
 * Not here: operators (`operators.ts`), access and calls (`calls.ts`), literals with parts (`literals.ts`), `s = yield …` (`yields.ts`).
 */
import { ts } from "ts-morph";
import {
  asyncCode,
  bigInteger,
  classDeclaration,
  deleteOperator,
  regularExpression,
  template,
  thisValue,
  unsupportedExpression,
  voidOperator,
} from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { chainOf, linkOf, newOf } from "./calls.ts";
import { arrayOf, objectOf } from "./literals.ts";
import { nameOf } from "./names.ts";
import { binaryOf, conditionalOf, unaryOf } from "./operators.ts";
import { hole, type Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";
import { reportGenerator } from "./stray-generators.ts";
import { misplacedYieldOf } from "./yields.ts";

export function expressionOf(r: Reading, node: ts.Expression): SyntaxExpr {
  const at = r.span(node);
  if (ts.isOptionalChain(node)) return chainOf(r, node);
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) return r.expression(node.expression);
  if (ts.isIdentifier(node)) return nameOf(r, node);
  if (ts.isNumericLiteral(node)) return { kind: "literal", value: Number(node.text), at };
  if (ts.isStringLiteralLike(node)) return { kind: "literal", value: node.text, at };
  if (ts.isArrayLiteralExpression(node)) return arrayOf(r, node);
  if (ts.isObjectLiteralExpression(node)) return objectOf(r, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return reportGenerator(r, node) ? hole(r, node) : r.function(node);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) {
    return linkOf(r, node);
  }
  if (ts.isNewExpression(node)) return newOf(r, node);
  if (ts.isBinaryExpression(node)) return binaryOf(r, node);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return unaryOf(r, node);
  if (ts.isConditionalExpression(node)) return conditionalOf(r, node);
  if (ts.isTypeOfExpression(node)) return { kind: "typeof", of: r.expression(node.expression), at };
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const type = ts.isConstTypeReference(node.type) ? null : r.type(node.type);
    return { kind: "as", of: r.expression(node.expression), type, at };
  }
  if (ts.isNonNullExpression(node)) return { kind: "nonNull", of: r.expression(node.expression), at };
  if (ts.isYieldExpression(node)) return misplacedYieldOf(r, node);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: "literal", value: true, at };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "literal", value: false, at };
    case ts.SyntaxKind.NullKeyword:
      return { kind: "literal", value: null, at };
    default:
      return isDeclaredThis(node) ? hole(r, node) : refuse(r, node, refusal(node, at));
  }
}

/** `this` where the function declares it as a parameter, which is reported there. */
function isDeclaredThis(node: ts.Expression): boolean {
  if (node.kind !== ts.SyntaxKind.ThisKeyword) return false;
  let at: ts.Node = node;
  while (!ts.isSourceFile(at) && (!ts.isFunctionLike(at) || ts.isArrowFunction(at))) at = at.parent;
  return ts.isFunctionLike(at) && at.parameters[0]?.name.getText() === "this";
}

function refusal(node: ts.Expression, at: Span): Diagnostic {
  switch (node.kind) {
    case ts.SyntaxKind.AwaitExpression:
      return asyncCode(at, {});
    case ts.SyntaxKind.TemplateExpression:
    case ts.SyntaxKind.TaggedTemplateExpression:
      return template(at);
    case ts.SyntaxKind.RegularExpressionLiteral:
      return regularExpression(at);
    case ts.SyntaxKind.BigIntLiteral:
      return bigInteger(at);
    case ts.SyntaxKind.ClassExpression:
      return classDeclaration(at, {});
    case ts.SyntaxKind.DeleteExpression:
      return deleteOperator(at);
    case ts.SyntaxKind.VoidExpression:
      return voidOperator(at);
    case ts.SyntaxKind.ThisKeyword:
      return thisValue(at, { what: "this" });
    case ts.SyntaxKind.OmittedExpression:
      return unsupportedExpression(at, { what: "a gap in an array", help: "write `undefined`" });
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return unsupportedExpression(at, {
        what: "a function with type arguments and no call",
        help: "call it, `each<Buffer>()`, or leave out the type arguments",
      });
    default:
      return unsupportedExpression(at, { what: `\`${node.getText().slice(0, 40)}\`` });
  }
}
