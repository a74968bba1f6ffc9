/**
 * Statements within bodies: one case per construct, and the diagnostic of each construct that the language lacks.
 * In: ts-morph's statements. Out: `SyntaxStmt`.
 * Not here: yields (`yields.ts`), loops (`loops.ts`), the top level of a module (`declarations.ts`).
 */
import { ts } from "ts-morph";
import {
  classDeclaration,
  enumDeclaration,
  localType,
  namespaceDeclaration,
  nestedFunction,
  throwForm,
  tryStatement,
  unsupportedStatement,
  varDeclaration,
} from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import { bare, unparenthesized } from "./bare.ts";
import { blockOf } from "./functions.ts";
import { loopOf } from "./loops.ts";
import { refOf } from "./names.ts";
import { hole, type Reading } from "./reading.ts";
import { yieldStatement } from "./yields.ts";

export function statementOf(r: Reading, node: ts.Statement): readonly SyntaxStmt[] {
  const at = r.span(node);
  if (ts.isBlock(node)) return [blockOf(r, node)];
  if (ts.isVariableStatement(node)) return variablesOf(r, node.declarationList);
  if (ts.isExpressionStatement(node)) {
    return [{ kind: "expr", value: yieldStatement(r, node) ?? r.expression(node.expression), at }];
  }
  if (ts.isIfStatement(node)) {
    const test = r.expression(node.expression);
    const otherwise = node.elseStatement === undefined ? null : single(r, node.elseStatement);
    return [{ kind: "if", test, then: single(r, node.thenStatement), else: otherwise, at }];
  }
  if (ts.isSwitchStatement(node)) {
    const clauses = node.caseBlock.clauses.map((clause) => ({
      test: ts.isCaseClause(clause) ? r.expression(clause.expression) : null,
      body: clause.statements.flatMap(r.statement),
      at: r.span(clause),
    }));
    return [{ kind: "switch", of: r.expression(node.expression), clauses, at }];
  }
  const loop = loopOf(
    r,
    node,
    (body) => single(r, body),
    (list) => variablesOf(r, list),
  );
  if (loop !== null) return [loop];
  if (ts.isLabeledStatement(node)) {
    return [{ kind: "labeled", label: node.label.text, body: single(r, node.statement), at }];
  }
  if (ts.isBreakStatement(node)) return [{ kind: "break", label: node.label?.text ?? null, at }];
  if (ts.isContinueStatement(node)) return [{ kind: "continue", label: node.label?.text ?? null, at }];
  if (ts.isReturnStatement(node)) {
    return [{ kind: "return", value: node.expression === undefined ? null : r.expression(node.expression), at }];
  }
  if (ts.isThrowStatement(node)) return [{ kind: "throw", text: thrownText(r, node), at }];
  if (ts.isEmptyStatement(node)) return [{ kind: "empty", at }];
  r.report(refusal(r, node, at));
  return [];
}

/** The body of a loop or branch as one statement. */
function single(r: Reading, node: ts.Statement): SyntaxStmt {
  const body = r.statement(node);
  const [only] = body;
  return only !== undefined && body.length === 1 ? only : { kind: "block", body, at: r.span(node) };
}

/** `const`, `let` and (reported) `var`: one `let` per declared pattern. */
function variablesOf(r: Reading, list: ts.VariableDeclarationList): readonly SyntaxStmt[] {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing) {
    r.report(unsupportedStatement(r.span(list), { what: "using" }));
  } else if (kind === ts.NodeFlags.None) {
    const start = list.getStart();
    const at = r.stretch(list, start, start + "var".length);
    r.report(varDeclaration(at, { fix: { at, text: "let" } }));
  }
  return list.declarations.map((declaration) => ({
    kind: "let",
    constant: kind === ts.NodeFlags.Const,
    pattern: r.pattern(declaration.name, declaration),
    type: declaration.type === undefined ? null : r.type(declaration.type),
    init: declaration.initializer === undefined ? null : initialOf(r, declaration, declaration.initializer),
    at: r.span(declaration),
  }));
}

function initialOf(
  r: Reading,
  declaration: ts.VariableDeclaration,
  init: ts.Expression,
): ReturnType<Reading["expression"]> {
  const value = bare(init);
  if (!ts.isArrowFunction(value) && !ts.isFunctionExpression(value)) return r.expression(init);
  r.report(nestedFunction(r.span(declaration), { name: declaration.name.getText() }));
  return hole(r, init);
}

/** The text of `throw new Error("text")`; null, and reported, where it is anything else. */
function thrownText(r: Reading, node: ts.ThrowStatement): string | null {
  const thrown = unparenthesized(node.expression);
  if (ts.isNewExpression(thrown) && ts.isIdentifier(thrown.expression)) {
    const ref = refOf(r, thrown.expression, "value");
    const [text, more] = thrown.arguments ?? [];
    const isError = ref?.kind === "global" && ref.name === "Error";
    if (isError && more === undefined && text !== undefined && ts.isStringLiteralLike(text)) return text.text;
  }
  r.report(throwForm(r.span(node)));
  return null;
}

function refusal(r: Reading, node: ts.Statement, at: Span): Diagnostic {
  const head = (name: ts.Node | undefined): Span => r.stretch(node, node.getStart(), (name ?? node).getEnd());
  if (ts.isFunctionDeclaration(node)) {
    return nestedFunction(head(node.name), { name: node.name?.text ?? "this", covers: at });
  }
  if (ts.isClassDeclaration(node)) return classDeclaration(head(node.name), { covers: at });
  if (ts.isEnumDeclaration(node)) return enumDeclaration(head(node.name), { name: node.name.text, covers: at });
  if (ts.isModuleDeclaration(node)) return namespaceDeclaration(head(node.name), { covers: at });
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return localType(at, { name: node.name.text });
  if (ts.isTryStatement(node)) {
    const start = node.getStart();
    return tryStatement(r.stretch(node, start, start + "try".length), { covers: at });
  }
  return unsupportedStatement(at, { what: `\`${node.getText().split(/[\s(;]/, 1)[0] ?? ""}\`` });
}
