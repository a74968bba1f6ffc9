/**
 * Yields: `s = yield "label"`, `s = yield* f(s, …)`, `[s, r] = yield* f(s, …)`, each a statement of its own.
 * In: statements and expressions with a yield. Out: `SyntaxExpr` "yield" and "yieldAll", diagnostics for every other place.
 * Not here: control flow (`compiler/3-lower/`).
 */
import { ts } from "ts-morph";
import { bareYield, computedLabel, misplacedYield, misplacedYieldStar, yieldTarget } from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { targetOf } from "./assignments.ts";
import { unparenthesized } from "./bare.ts";
import { yieldComment } from "./comments.ts";
import { hole, type Reading } from "./reading.ts";

/** The generator around a yield: its first parameter, which holds the state. */
interface Generator {
  readonly node: ts.Node;
  readonly state: ts.Identifier | null;
}

function generatorOf(node: ts.Node): Generator {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  const first = ts.isFunctionLike(at) ? at.parameters[0] : undefined;
  return { node: at, state: first !== undefined && ts.isIdentifier(first.name) ? first.name : null };
}

/** The expression of a statement that is a yield in one of its three forms; null where the statement is none. */
export function yieldStatement(r: Reading, statement: ts.ExpressionStatement): SyntaxExpr | null {
  const expression = unparenthesized(statement.expression);
  if (ts.isYieldExpression(expression)) return bareYieldOf(r, expression);
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const right = unparenthesized(expression.right);
  if (!ts.isYieldExpression(right)) return null;

  const at = r.span(expression);
  const left = unparenthesized(expression.left);
  const { state } = generatorOf(right);
  const isStar = right.asteriskToken !== undefined;
  const pair = isStar && ts.isArrayLiteralExpression(left) && left.elements.length <= 2 ? left.elements[0] : undefined;
  if (!isState(r, pair ?? left, state)) {
    return refuseYield(r, right, yieldTarget(r.span(left), { state: state?.text ?? null }));
  }
  const value = isStar ? yieldAll(r, right) : yieldLabel(r, right, statement);
  return pair === undefined
    ? { kind: "assign", op: "=", target: r.expression(left), value, at }
    : { kind: "assignPattern", target: targetOf(r, left), value, at };
}

const isState = (r: Reading, node: ts.Expression, state: ts.Identifier | null): boolean =>
  state !== null &&
  ts.isIdentifier(node) &&
  r.checker.getSymbolAtLocation(node) === r.checker.getSymbolAtLocation(state);

function yieldLabel(r: Reading, node: ts.YieldExpression, statement: ts.Statement): SyntaxExpr {
  const label = node.expression === undefined ? undefined : unparenthesized(node.expression);
  if (label === undefined || !ts.isStringLiteralLike(label)) {
    return refuseYield(r, node, computedLabel(r.span(label ?? node), { missing: label === undefined }));
  }
  return {
    kind: "yield",
    label: label.text,
    labelAt: r.span(label),
    comment: yieldComment(statement),
    at: r.span(node),
  };
}

const yieldAll = (r: Reading, node: ts.YieldExpression): SyntaxExpr =>
  node.expression === undefined
    ? hole(r, node)
    : { kind: "yieldAll", of: r.expression(node.expression), at: r.span(node) };

/** What is wrong with one yield spoils what TypeScript makes of the whole generator. */
function refuseYield(r: Reading, node: ts.YieldExpression, diagnostic: Diagnostic): SyntaxExpr {
  r.report({ ...diagnostic, covers: r.span(generatorOf(node).node) });
  return hole(r, node);
}

/** The fix puts `s = ` before it. */
function bareYieldOf(r: Reading, node: ts.YieldExpression): SyntaxExpr {
  const { state } = generatorOf(node);
  const at = r.span(node);
  if (state === null) return refuseYield(r, node, yieldTarget(at, { state: null }));
  const start = node.getStart();
  const fix = { at: r.stretch(node, start, start), text: `${state.text} = ` };
  return refuseYield(r, node, bareYield(at, { state: state.text, text: textOf(node), fix }));
}

/** A yield in any place that is no statement of its own. */
export function misplacedYieldOf(r: Reading, node: ts.YieldExpression): SyntaxExpr {
  const state = generatorOf(node).state?.text ?? "s";
  const at = r.span(node);
  const facts = { state, text: textOf(node) };
  return refuseYield(
    r,
    node,
    node.asteriskToken === undefined ? misplacedYield(at, facts) : misplacedYieldStar(at, facts),
  );
}

/** As it is to be written behind `s = `. */
const textOf = (node: ts.YieldExpression): string =>
  node.expression === undefined ? 'yield "label"' : node.getText().replace(/\s+/g, " ");
