/**
 * Refusing a piece of a statement.
 * In: a node and its diagnostic. Out: the diagnostic reported, with its part of the statement as the reach of TypeScript's follow-up errors; a hole.
 * Not here: what is refused, which stands where each construct is read.
 */
import { ts } from "ts-morph";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { hole, type Reading } from "./reading.ts";

export function refuse(r: Reading, node: ts.Node, diagnostic: Diagnostic): SyntaxExpr {
  r.report({ ...diagnostic, covers: diagnostic.covers ?? r.span(partOfStatement(node)) });
  return hole(r, node);
}

/** What stands directly in the nearest statement (the test of an `if`, not its branches), or the expression that is a function's body. */
export function partOfStatement(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isStatement(at.parent) && !ts.isSourceFile(at.parent) && !isBody(at)) at = at.parent;
  return at;
}

const isBody = (node: ts.Node): boolean => ts.isArrowFunction(node.parent) && node.parent.body === node;
