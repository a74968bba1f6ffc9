// In: an identifier of a spec. Out: what it names, by TypeScript's binder alone: something of `racespec`, a builder of
// some `spec<State>(…)`, a declaration of this or an imported module.
// Not here: types. No type is ever inferred; the program has no library and need not check.
import { ts } from "ts-morph";
import { fault } from "./fault.ts";

export interface Names {
  readonly program: ts.Program;
  /** The name that `racespec` exports, for an identifier (or `ns.name`) that is imported from it. */
  racespecName(name: ts.Node): string | null;
  /** The `spec<State>(…)` whose builder this is, and which builder. */
  builderOf(callee: ts.Expression): { readonly name: string; readonly spec: ts.CallExpression } | null;
  /** The declaration, imports followed. Null when it is JavaScript's own or racespec's. */
  declarationOf(name: ts.Node): ts.Declaration | null;
  specCallOf(expression: ts.Expression): ts.CallExpression | null;
  functionOf(expression: ts.Expression): ts.SignatureDeclaration | null;
}

/** `resolve` gives the path of an imported module, or null for one that is not the spec's. */
export function createNames(
  files: ReadonlyMap<string, string>,
  resolve: (from: string, specifier: string) => string | null,
): Names {
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host: hostOf(files, resolve) });
  const checker = program.getTypeChecker();

  function symbolOf(name: ts.Node): ts.Symbol | null {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : undefined;
    return shorthand ?? checker.getSymbolAtLocation(name) ?? null;
  }

  function importOf(name: ts.Node): ts.ImportSpecifier | ts.NamespaceImport | null {
    const declaration = symbolOf(name)?.declarations?.[0];
    return declaration !== undefined && (ts.isImportSpecifier(declaration) || ts.isNamespaceImport(declaration))
      ? declaration
      : null;
  }

  function racespecName(name: ts.Node): string | null {
    if (ts.isPropertyAccessExpression(name))
      return fromRacespec(importOf(name.expression), ts.isNamespaceImport) ? name.name.text : null;
    if (ts.isQualifiedName(name))
      return fromRacespec(importOf(name.left), ts.isNamespaceImport) ? name.right.text : null;
    if (!ts.isIdentifier(name)) return null;
    const specifier = importOf(name);
    return specifier !== null && fromRacespec(specifier, ts.isImportSpecifier)
      ? ((specifier as ts.ImportSpecifier).propertyName?.text ?? specifier.name.text)
      : null;
  }

  function declarationOf(name: ts.Node): ts.Declaration | null {
    const symbol = symbolOf(name);
    if (symbol === null) return null;
    const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    // `const Vote = { … } as const; type Vote = …` is one name for two things: a type's reference means the type.
    const declarations = target.declarations ?? [];
    const meant = isInType(name) ? declarations.find(isOfType) : undefined;
    return meant ?? declarations[0] ?? null;
  }

  function specCallOf(expression: ts.Expression): ts.CallExpression | null {
    if (ts.isCallExpression(expression)) return racespecName(expression.expression) === "spec" ? expression : null;
    const declaration = ts.isIdentifier(expression) ? declarationOf(expression) : null;
    return declaration !== null && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
      ? specCallOf(declaration.initializer)
      : null;
  }

  function builderOf(callee: ts.Expression): ReturnType<Names["builderOf"]> {
    if (ts.isPropertyAccessExpression(callee)) {
      const spec = specCallOf(callee.expression);
      return spec === null ? null : { name: callee.name.text, spec };
    }
    const declaration = ts.isIdentifier(callee) ? declarationOf(callee) : null;
    if (
      declaration === null ||
      !ts.isBindingElement(declaration) ||
      !ts.isVariableDeclaration(declaration.parent.parent)
    )
      return null;
    const source = declaration.parent.parent.initializer;
    const spec = source === undefined ? null : specCallOf(source);
    return spec === null ? null : { name: (declaration.propertyName ?? declaration.name).getText(), spec };
  }

  function functionOf(expression: ts.Expression): ts.SignatureDeclaration | null {
    if (ts.isParenthesizedExpression(expression)) return functionOf(expression.expression);
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) return expression;
    const declaration = ts.isIdentifier(expression) ? declarationOf(expression) : null;
    if (declaration === null) return null;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return null;
    const made = declaration.initializer;
    return ts.isCallExpression(made) &&
      builderOf(made.expression)?.name === "procedure" &&
      made.arguments[0] !== undefined
      ? functionOf(made.arguments[0])
      : functionOf(made);
  }

  return { program, racespecName, builderOf, declarationOf, specCallOf, functionOf };
}

function isInType({ parent }: ts.Node): boolean {
  return ts.isTypeReferenceNode(parent) || ts.isExpressionWithTypeArguments(parent);
}

const isOfType = (node: ts.Declaration): boolean => ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);

function fromRacespec(
  declaration: ts.ImportSpecifier | ts.NamespaceImport | null,
  kind: (node: ts.Node) => boolean,
): boolean {
  if (declaration === null || !kind(declaration)) return false;
  const clause = ts.findAncestor(declaration, ts.isImportDeclaration);
  return (
    clause !== undefined && ts.isStringLiteral(clause.moduleSpecifier) && clause.moduleSpecifier.text === "racespec"
  );
}

const options: ts.CompilerOptions = {
  noLib: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  types: [],
};

function hostOf(
  files: ReadonlyMap<string, string>,
  resolve: (from: string, specifier: string) => string | null,
): ts.CompilerHost {
  return {
    getSourceFile: (name, languageVersion) => {
      const text = files.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, languageVersion, true);
    },
    resolveModuleNameLiterals: (literals, from) =>
      literals.map((literal) => {
        const path = resolve(from, literal.text);
        return { resolvedModule: path === null ? undefined : { resolvedFileName: path, extension: ts.Extension.Ts } };
      }),
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => fault("a program that is only read writes a file"),
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
}
