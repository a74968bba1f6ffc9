/**
 * The reading proper: from typed modules to the declarations and top-level statements of a spec.
 * In: modules in order of evaluation, a checker. Out: the parts of `SpecSource` and the diagnostics found on the way.
 * Not here: finding the modules (`modules.ts`), TypeScript's errors (`typescript-errors.ts`).
 */
import { ts } from "ts-morph";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Declaration } from "../../ir/source.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import { type Plan, planModule, refusalOf, topLevelOf } from "./declarations.ts";
import { expressionOf } from "./expressions.ts";
import { functionOf, parameterOf, patternOf, typeParametersOf } from "./functions.ts";
import type { Module } from "./modules.ts";
import type { Owner, Reading } from "./reading.ts";
import { spanOf, stretchOf } from "./spans.ts";
import { statementOf } from "./statements.ts";
import { typeOf } from "./types.ts";

export interface ReadModules {
  readonly declarations: readonly Declaration[];
  readonly topLevel: readonly SyntaxStmt[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readModules(
  modules: readonly Module[],
  checker: ts.TypeChecker,
  owner: (file: ts.SourceFile) => Owner,
  pathOf: (file: ts.SourceFile) => string | null,
): ReadModules {
  const diagnostics: Diagnostic[] = [];
  const exported = exportedByName(modules, checker);
  const plans: readonly Plan[] = modules.map(({ syntax }) => planModule(syntax, exported));
  const planned = plans.flatMap((plan) => plan.declarations);
  const numbers = new Map(planned.map(({ node }, id) => [node, id]));
  const locals = new Map<ts.Node, number>();
  const path = (node: ts.Node): string => pathOf(node.getSourceFile()) ?? "";

  const r: Reading = {
    checker,
    owner,
    span: (node) => spanOf(node, path(node)),
    stretch: (node, start, end) => stretchOf(node.getSourceFile(), path(node), start, end),
    report: (diagnostic) => {
      // The same mistake twice in one statement is said once.
      if (!diagnostics.some((known) => isAgain(known, diagnostic))) diagnostics.push(diagnostic);
    },
    declarationId: (declaration) => numbers.get(declaration) ?? null,
    localId(declaration) {
      const known = locals.get(declaration) ?? locals.size;
      locals.set(declaration, known);
      return known;
    },
    expression: (node) => expressionOf(r, node),
    pattern: (node, declaration) => patternOf(r, node, declaration),
    parameter: (node) => parameterOf(r, node),
    typeParameters: (nodes) => typeParametersOf(r, nodes),
    function: (node) => functionOf(r, node),
    statement: (node) => statementOf(r, node),
    type: (node) => typeOf(r, node),
  };

  const declarations = planned.map(({ make }) => make(r));
  const topLevel = plans.flatMap((plan) => plan.topLevel.flatMap((node) => topLevelOf(r, node) ?? []));
  for (const { refused } of plans) for (const node of refused) r.report(refusalOf(r, node));
  return { declarations, topLevel, diagnostics };
}

const isAgain = (a: Diagnostic, b: Diagnostic): boolean =>
  a.code === b.code &&
  a.message === b.message &&
  a.help === b.help &&
  a.covers !== null &&
  b.covers !== null &&
  a.covers.file === b.covers.file &&
  a.covers.start === b.covers.start &&
  a.covers.end === b.covers.end;

/** The declarations that `export { a, b }` names; `export` before a declaration is seen there. */
function exportedByName(modules: readonly Module[], checker: ts.TypeChecker): ReadonlySet<ts.Node> {
  const exported = new Set<ts.Node>();
  for (const { syntax } of modules) {
    for (const statement of syntax.statements) {
      if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) continue;
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) continue;
      for (const element of clause.elements) {
        const symbol = checker.getExportSpecifierLocalTargetSymbol(element);
        for (const declaration of symbol?.declarations ?? []) exported.add(declaration);
      }
    }
  }
  return exported;
}
