/**
 * What a name refers to.
 * In: identifiers and entity names, with TypeScript's symbols. Out: `Ref`, and names and members as syntax.
 * Not here: numbers of declarations (`declarations.ts`), what the library refuses (`refused-library.ts`).
 */
import { ts } from "ts-morph";
import { namespaceValue, nestedFunction, thisValue } from "../../ir/codes/read.ts";
import type { Ref, SyntaxExpr } from "../../ir/syntax.ts";
import { hole, type Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";
import { reportRefused } from "./refused-library.ts";

type Meaning = "value" | "type";

/** What stands behind a name, imports followed. */
export function symbolOf(r: Reading, node: ts.Node): ts.Symbol | null {
  const shorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
  const symbol = shorthand
    ? r.checker.getShorthandAssignmentValueSymbol(node.parent)
    : r.checker.getSymbolAtLocation(node);
  if (symbol === undefined) return null;
  return symbol.flags & ts.SymbolFlags.Alias ? r.checker.getAliasedSymbol(symbol) : symbol;
}

/** Null where TypeScript knows no such name (and says so), or where the name means nothing of the kind. */
export function refOf(r: Reading, node: ts.Node, meaning: Meaning): Ref | null {
  const symbol = symbolOf(r, node);
  if (symbol === null) return null;
  const declaration = symbol.declarations?.find((d) => means(d, meaning)) ?? null;
  if (declaration === null) return symbol.name === "undefined" ? { kind: "global", name: "undefined" } : null;
  switch (r.owner(declaration.getSourceFile())) {
    case "lib":
      return { kind: "global", name: symbol.name };
    case "racespec":
      return { kind: "builtin", name: symbol.name };
    case "spec": {
      const id = r.declarationId(declaration);
      if (id !== null) return { kind: "declaration", id };
      if (ts.isTypeParameterDeclaration(declaration)) return { kind: "typeParameter", id: r.localId(declaration) };
      return isLocal(declaration) ? { kind: "local", id: r.localId(declaration) } : null;
    }
  }
}

const isLocal = (d: ts.Declaration): boolean =>
  ts.isVariableDeclaration(d) || ts.isBindingElement(d) || ts.isParameter(d);

/** Of several declarations of one name, a type and a value, or the signatures of a function, the one that is meant. */
function means(d: ts.Declaration, meaning: Meaning): boolean {
  if (meaning === "type") {
    return (
      ts.isInterfaceDeclaration(d) || ts.isTypeAliasDeclaration(d) || ts.isTypeParameterDeclaration(d) || isBoth(d)
    );
  }
  if (ts.isFunctionDeclaration(d)) return d.body !== undefined || d.getSourceFile().isDeclarationFile;
  return isLocal(d) || ts.isFunctionExpression(d) || isBoth(d);
}

const isBoth = (d: ts.Declaration): boolean => ts.isClassDeclaration(d) || ts.isEnumDeclaration(d);

/** A name in an expression. */
export function nameOf(r: Reading, node: ts.Identifier): SyntaxExpr {
  const at = r.span(node);
  const symbol = symbolOf(r, node);
  const declaration = symbol?.declarations?.[0];
  if (declaration === undefined && node.text === "arguments") {
    return refuse(r, node, thisValue(at, { what: "arguments" }));
  }
  if (declaration !== undefined && isModule(declaration)) {
    return refuse(r, node, namespaceValue(at, { name: node.text }));
  }
  if (declaration !== undefined && ts.isFunctionExpression(declaration)) {
    return refuse(r, node, nestedFunction(at, { name: node.text }));
  }
  if (symbol !== null && reportRefused(r, node, symbol)) return hole(r, node);
  const ref = refOf(r, node, "value");
  if (ref === null) return hole(r, node);
  const name = { kind: "name", name: declaredName(symbol, node), ref, at } as const;
  return ref.kind === "local" && symbol !== null && isNarrowed(r, node, symbol) ? { ...name, plain: true } : name;
}

/** A local that may be an object or not, and is none at this place: what TypeScript knows, nobody else has to find out. */
function isNarrowed(r: Reading, node: ts.Identifier, symbol: ts.Symbol): boolean {
  const declared = r.checker.getTypeOfSymbol(symbol);
  if (!declared.isUnion() || !declared.types.some(isPlain) || declared.types.every(isPlain)) return false;
  return isPlain(r.checker.getTypeAtLocation(node));
}

const PLAIN =
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.StringLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined;

/** Ids and bounded integers are intersections with a mark. */
function isPlain(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every(isPlain);
  return (type.flags & PLAIN) !== 0 || (type.isIntersection() && type.types.some(isPlain));
}

/** The name under which it was declared, however an import calls it. */
const declaredName = (symbol: ts.Symbol | null, node: ts.Identifier): string => symbol?.name ?? node.text;

const isModule = (d: ts.Declaration): boolean => ts.isSourceFile(d) || ts.isModuleDeclaration(d);

/** True of `R` in `import * as R from "racespec"`. */
export function isNamespace(r: Reading, node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return false;
  const declaration = symbolOf(r, node)?.declarations?.[0];
  return declaration !== undefined && isModule(declaration);
}

/** `NAME`, `NAME.path` and `namespace.NAME` in `typeof …`. */
export function entityOf(r: Reading, node: ts.EntityName): SyntaxExpr {
  if (ts.isIdentifier(node)) return nameOf(r, node);
  if (isNamespace(r, node.left)) return nameOf(r, node.right);
  const of = entityOf(r, node.left);
  return { kind: "member", of, name: node.right.text, nameAt: r.span(node.right), optional: false, at: r.span(node) };
}
