/**
 * Access to members, calls, `new`, and the optional chains that these make.
 * In: their expressions. Out: `SyntaxExpr`, one `chain` around each optional chain.
 * Not here: which function is called (`builders.ts`), what it does (`compiler/2-bind/`).
 */
import { ts } from "ts-morph";
import { importForm, moduleState, unsupportedExpression } from "../../ir/codes/read.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { moduleConstant } from "./assignments.ts";
import { calleeOf, checkParameters } from "./builders.ts";
import { checkProto, elementsOf } from "./literals.ts";
import { isNamespace, nameOf, symbolOf } from "./names.ts";
import { hole, type Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";
import { reportRefused } from "./refused-library.ts";

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

const isLink = (node: ts.Expression): node is Link =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);

/** A whole chain, seen from its outermost link. */
export const chainOf = (r: Reading, node: ts.OptionalChain): SyntaxExpr => ({
  kind: "chain",
  of: inChain(r, node),
  at: r.span(node),
});

/** Links of the same chain make no chain of their own; parentheses end a chain. */
function inChain(r: Reading, node: ts.Expression): SyntaxExpr {
  if (!ts.isOptionalChain(node)) return r.expression(node);
  if (isLink(node)) return linkOf(r, node);
  return { kind: "nonNull", of: inChain(r, node.expression), at: r.span(node) };
}

export function linkOf(r: Reading, node: Link): SyntaxExpr {
  const at = r.span(node);
  const optional = node.questionDotToken !== undefined;
  if (ts.isCallExpression(node)) return callOf(r, node, optional);
  if (ts.isPropertyAccessExpression(node)) {
    if (ts.isIdentifier(node.name) && isNamespace(r, node.expression)) return nameOf(r, node.name);
    checkProto(r, node.name, node.name.text);
    // Of a method of a regular expression, the expression is what is refused.
    if (ts.isRegularExpressionLiteral(node.expression)) return r.expression(node.expression);
    const symbol = symbolOf(r, node.name);
    if (symbol !== null && reportRefused(r, node.name, symbol)) return hole(r, node);
    return {
      kind: "member",
      of: inChain(r, node.expression),
      name: node.name.text,
      nameAt: r.span(node.name),
      optional,
      at,
    };
  }
  const key = node.argumentExpression;
  if (ts.isStringLiteralLike(key)) {
    checkProto(r, key, key.text);
    const symbol = symbolOf(r, key);
    if (symbol !== null && reportRefused(r, key, symbol)) return hole(r, node);
  }
  return { kind: "element", of: inChain(r, node.expression), key: r.expression(key), optional, at };
}

function callOf(r: Reading, node: ts.CallExpression, optional: boolean): SyntaxExpr {
  const at = r.span(node);
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const instead = 'write `import { name } from "./other.ts"` at the top';
    return refuse(r, node, importForm(at, { what: "import(…)", instead }));
  }
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return refuse(r, node, unsupportedExpression(at, { what: "super" }));
  }
  checkParameters(r, node, calleeOf(r, node));
  checkMutation(r, node);
  const callee = inChain(r, node.expression);
  // Of a call that is refused the arguments are no news.
  if (isHole(callee)) return hole(r, node);
  return {
    kind: "call",
    callee,
    typeArgs: (node.typeArguments ?? []).map(r.type),
    args: elementsOf(r, node.arguments),
    optional,
    at,
  };
}

/** Something refused, or a member of it. */
function isHole(e: SyntaxExpr): boolean {
  let at = e;
  while (at.kind === "member" || at.kind === "element") at = at.of;
  return at.kind === "error";
}

const mutators = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "reverse",
  "sort",
  "fill",
  "copyWithin",
  "add",
  "delete",
  "set",
  "clear",
]);

/** `TABLE.push(…)`: a change of the module's state, as an assignment to `TABLE[0]` would be. */
function checkMutation(r: Reading, node: ts.CallExpression): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !mutators.has(callee.name.text)) return;
  const constant = moduleConstant(r, callee.expression);
  const declaration = symbolOf(r, callee.name)?.declarations?.[0];
  if (constant === null || declaration === undefined || r.owner(declaration.getSourceFile()) === "spec") return;
  r.report(moduleState(r.span(node), { name: constant.text, keyword: null }));
}

export const newOf = (r: Reading, node: ts.NewExpression): SyntaxExpr => ({
  kind: "new",
  callee: r.expression(node.expression),
  typeArgs: (node.typeArguments ?? []).map(r.type),
  args: elementsOf(r, node.arguments),
  at: r.span(node),
});
