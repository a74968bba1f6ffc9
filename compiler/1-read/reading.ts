/**
 * What every part of one reading shares: the checker, the numbering of names, and the converters, which call each other.
 * In: ts-morph's nodes. Out: `Reading`, made by `read-modules.ts`.
 * Not here: any conversion (`expressions.ts`, `statements.ts`, `functions.ts`, `types.ts`, `declarations.ts`).
 */
import type { ts } from "ts-morph";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import type {
  SyntaxExpr,
  SyntaxFunction,
  SyntaxParam,
  SyntaxPattern,
  SyntaxStmt,
  SyntaxType,
  SyntaxTypeParameter,
} from "../../ir/syntax.ts";

/** Whose file it is: the small library (`lib.d.ts`), racespec's own (`dsl/`), or the author's. */
export type Owner = "lib" | "racespec" | "spec";

/** A function as an expression or a declaration with a body. */
export type FunctionNode =
  | ts.ArrowFunction
  | ts.FunctionExpression
  | (ts.FunctionDeclaration & { readonly body: ts.FunctionBody });

export interface Reading {
  readonly checker: ts.TypeChecker;
  readonly owner: (file: ts.SourceFile) => Owner;
  readonly span: (node: ts.Node) => Span;
  /** From offset to offset of the file in which `node` stands. */
  readonly stretch: (node: ts.Node, start: number, end: number) => Span;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Number of the declaration at a module's top level; null where it is no such declaration. */
  readonly declarationId: (declaration: ts.Node) => number | null;
  /** Number of a parameter, a local or a type parameter, given out at first sight. */
  readonly localId: (declaration: ts.Node) => number;

  readonly expression: (node: ts.Expression) => SyntaxExpr;
  readonly pattern: (node: ts.BindingName, declaration: ts.Node) => SyntaxPattern;
  readonly parameter: (node: ts.ParameterDeclaration) => SyntaxParam;
  readonly typeParameters: (
    nodes: readonly ts.TypeParameterDeclaration[] | undefined,
  ) => readonly SyntaxTypeParameter[];
  readonly function: (node: FunctionNode) => SyntaxFunction;
  /** Several where one statement declares several names, none where it was refused whole. */
  readonly statement: (node: ts.Statement) => readonly SyntaxStmt[];
  readonly type: (node: ts.TypeNode) => SyntaxType;
}

/** A hole where something was refused and reported. */
export const hole = (r: Reading, node: ts.Node): SyntaxExpr => ({ kind: "error", at: r.span(node) });
