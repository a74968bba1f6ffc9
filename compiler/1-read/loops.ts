/**
 * Loops.
 * In: loop statements. Out: `SyntaxStmt` "while", "doWhile", "for", "forOf".
 * Not here: what they may range over (`compiler/2-bind/`).
 */
import { ts } from "ts-morph";
import { asyncCode, forIn, loopVariable, varDeclaration } from "../../ir/codes/read.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import type { Reading } from "./reading.ts";

/** Null where `node` is no loop; a refused loop leaves its body, so that what is wrong within is reported as well. */
export function loopOf(
  r: Reading,
  node: ts.Statement,
  single: (body: ts.Statement) => SyntaxStmt,
  variables: (list: ts.VariableDeclarationList) => readonly SyntaxStmt[],
): SyntaxStmt | null {
  const at = r.span(node);
  if (ts.isWhileStatement(node)) {
    return { kind: "while", test: r.expression(node.expression), body: single(node.statement), at };
  }
  if (ts.isDoStatement(node)) {
    return { kind: "doWhile", test: r.expression(node.expression), body: single(node.statement), at };
  }
  if (ts.isForStatement(node)) {
    return {
      kind: "for",
      init: node.initializer === undefined ? [] : initialOf(r, node.initializer, variables),
      test: node.condition === undefined ? null : r.expression(node.condition),
      update: node.incrementor === undefined ? null : r.expression(node.incrementor),
      body: single(node.statement),
      at,
    };
  }
  if (ts.isForInStatement(node)) {
    const head = r.stretch(node, node.getStart(), node.expression.getEnd());
    r.report(forIn(head, { covers: at }));
    return { kind: "empty", at };
  }
  return ts.isForOfStatement(node) ? forOf(r, node, single) : null;
}

const initialOf = (
  r: Reading,
  node: ts.ForInitializer,
  variables: (list: ts.VariableDeclarationList) => readonly SyntaxStmt[],
): readonly SyntaxStmt[] =>
  ts.isVariableDeclarationList(node)
    ? variables(node)
    : [{ kind: "expr", value: r.expression(node), at: r.span(node) }];

function forOf(r: Reading, node: ts.ForOfStatement, single: (body: ts.Statement) => SyntaxStmt): SyntaxStmt {
  const at = r.span(node);
  if (node.awaitModifier !== undefined) r.report(asyncCode(r.span(node.awaitModifier), {}));
  const list = node.initializer;
  const declaration = ts.isVariableDeclarationList(list) ? list.declarations[0] : undefined;
  if (!ts.isVariableDeclarationList(list) || declaration === undefined) {
    r.report(loopVariable(r.span(list)));
    return { kind: "empty", at };
  }
  if ((list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.None) {
    const start = list.getStart();
    const place = r.stretch(list, start, start + "var".length);
    r.report(varDeclaration(place, { fix: { at: place, text: "const" } }));
  }
  return {
    kind: "forOf",
    constant: (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const,
    pattern: r.pattern(declaration.name, declaration),
    of: r.expression(node.expression),
    body: single(node.statement),
    at,
  };
}
