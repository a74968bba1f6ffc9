/**
 * The top level of a module: its declarations, and the calls that may stand between them.
 * In: statements of a module. Out: `Planned`, in source order: first numbered, so that any can refer to any, then made.
 * Not here: constants that are destructured (`top-level-variables.ts`), imports and re-exports (`modules.ts`).
 */
import { ts } from "ts-morph";
import {
  ambientDeclaration,
  asyncCode,
  classDeclaration,
  enumDeclaration,
  exportForm,
  importForm,
  mergedInterface,
  namespaceDeclaration,
  overload,
  topLevelStatement,
} from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Declaration } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import { calleeOf } from "./builders.ts";
import { docOf } from "./docs.ts";
import type { FunctionNode, Reading } from "./reading.ts";
import { reportGenerator } from "./stray-generators.ts";
import { type Planned, planVariables } from "./top-level-variables.ts";
import { membersOf } from "./types.ts";

export interface Plan {
  readonly declarations: readonly Planned[];
  readonly topLevel: readonly ts.ExpressionStatement[];
  /** What may not stand at the top level. */
  readonly refused: readonly ts.Statement[];
}

/** What a module declares, before any of it is read. `exported` are the declarations that `export { … }` names. */
export function planModule(file: ts.SourceFile, exported: ReadonlySet<ts.Node>): Plan {
  const declarations: Planned[] = [];
  const topLevel: ts.ExpressionStatement[] = [];
  const refused: ts.Statement[] = [];
  for (const node of file.statements) {
    if (ts.isVariableStatement(node)) declarations.push(...planVariables(node, exported));
    else if (ts.isFunctionDeclaration(node)) {
      if (node.name !== undefined) declarations.push(planned(node, node.name, exported, makeFunction));
      else refused.push(node);
    } else if (ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
      if (node.name !== undefined && !ts.isStringLiteral(node.name))
        declarations.push(planned(node, node.name, exported, null));
      refused.push(node);
    } else if (ts.isInterfaceDeclaration(node)) declarations.push(planned(node, node.name, exported, makeInterface));
    else if (ts.isTypeAliasDeclaration(node)) declarations.push(planned(node, node.name, exported, makeAlias));
    else if (ts.isExpressionStatement(node)) topLevel.push(node);
    else if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node) && !ts.isEmptyStatement(node))
      refused.push(node);
  }
  return { declarations, topLevel, refused };
}

type Named =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration;

function planned<N extends Named>(
  node: N,
  name: ts.Identifier,
  exported: ReadonlySet<ts.Node>,
  make: ((r: Reading, node: N) => DeclarationBody) | null,
): Planned {
  const isExported = node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return {
    node,
    make: (r) => ({
      name: name.text,
      exported: isExported || exported.has(node),
      doc: docOf(node),
      at: r.span(node),
      nameAt: r.span(name),
      ...(make === null ? ({ kind: "error" } as const) : make(r, node)),
    }),
  };
}

/** The part of a declaration that depends on its kind. */
type DeclarationBody =
  | Omit<Extract<Declaration, { readonly kind: "function" }>, keyof Head>
  | Omit<Extract<Declaration, { readonly kind: "alias" }>, keyof Head>
  | Omit<Extract<Declaration, { readonly kind: "interface" }>, keyof Head>
  | { readonly kind: "error" };

type Head = Pick<Declaration, "name" | "exported" | "doc" | "at" | "nameAt">;

const hasModifier = (node: Named, kind: ts.SyntaxKind): boolean =>
  node.modifiers?.some((m) => m.kind === kind) ?? false;

function makeFunction(r: Reading, node: ts.FunctionDeclaration): DeclarationBody {
  const at = r.span(node);
  const name = node.name?.text ?? "default";
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) {
    r.report(exportForm(at, { what: "export default", instead: `write \`export function ${name}\`` }));
  } else if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) r.report(ambientDeclaration(at));
  else if (!hasBody(node)) {
    // The signatures of one function are one mistake.
    if (r.checker.getSymbolAtLocation(node.name ?? node)?.declarations?.[0] === node) r.report(overload(at, { name }));
  } else if (!reportGenerator(r, node)) {
    const made = r.function(node);
    // Its parameters are not those that calls are written for.
    if (!node.parameters.some((p) => p.dotDotDotToken !== undefined)) return { kind: "function", function: made };
  }
  return { kind: "error" };
}

const hasBody = (node: ts.FunctionDeclaration): node is FunctionNode & ts.FunctionDeclaration =>
  node.body !== undefined;

function makeInterface(r: Reading, node: ts.InterfaceDeclaration): DeclarationBody {
  const all = r.checker.getSymbolAtLocation(node.name)?.declarations?.filter(ts.isInterfaceDeclaration) ?? [];
  const [first] = all;
  if (first !== undefined && first !== node) {
    r.report(mergedInterface(r.span(node.name), { name: node.name.text, first: r.span(first.name) }));
    return { kind: "error" };
  }
  return {
    kind: "interface",
    typeParameters: r.typeParameters(node.typeParameters),
    extends: (node.heritageClauses ?? []).flatMap((clause) => clause.types.map(r.type)),
    // As TypeScript merges them, so that nothing is said about fields of the others.
    members: all.flatMap(({ members }) => membersOf(r, members)),
  };
}

const makeAlias = (r: Reading, node: ts.TypeAliasDeclaration): DeclarationBody => ({
  kind: "alias",
  typeParameters: r.typeParameters(node.typeParameters),
  type: r.type(node.type),
});

/** `assume(…)`, `fairness(…)`, `fairness.each(…)` and builders whose result has no name, about which binding speaks; null, and reported, for anything else. */
export function topLevelOf(r: Reading, node: ts.ExpressionStatement): SyntaxStmt | null {
  const { expression } = node;
  const callee = ts.isCallExpression(expression) ? calleeOf(r, expression) : null;
  const isAssume = callee?.of === null && callee.name === "assume";
  const isBuilder = callee?.of === "Spec" || callee?.of === "FairnessOfParts";
  if (isAssume || isBuilder) return { kind: "expr", value: r.expression(expression), at: r.span(node) };
  const name = nameCalled(expression);
  r.report(
    ts.isAwaitExpression(expression) ? asyncCode(r.span(node), {}) : topLevelStatement(r.span(node), { callee: name }),
  );
  return null;
}

/** Why a statement may not stand at the top level. */
export function refusalOf(r: Reading, node: ts.Statement): Diagnostic {
  const at = r.span(node);
  const head = (name: ts.Node | undefined): Span => r.stretch(node, node.getStart(), (name ?? node).getEnd());
  if (ts.isClassDeclaration(node)) return classDeclaration(head(node.name), { covers: at });
  if (ts.isEnumDeclaration(node)) return enumDeclaration(head(node.name), { name: node.name.text, covers: at });
  if (ts.isModuleDeclaration(node)) return namespaceDeclaration(head(node.name), { covers: at });
  if (ts.isImportEqualsDeclaration(node)) {
    return importForm(at, { what: "import … =", instead: 'write `import { name } from "./other.ts"`' });
  }
  if (ts.isExportAssignment(node) || ts.isFunctionDeclaration(node)) {
    return exportForm(at, { what: "export default", instead: "write `export const name = …`" });
  }
  if (ts.isNamespaceExportDeclaration(node)) {
    return exportForm(at, { what: "export as namespace", instead: "write `export` before what is declared" });
  }
  return topLevelStatement(at, { callee: null });
}

/** "fairness" of `fairness(…)` and `fairness.each(…)`. */
function nameCalled(node: ts.Expression): string | null {
  const callee = ts.isCallExpression(node) ? node.expression : node;
  const named = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  return ts.isIdentifier(named) ? named.text : null;
}
