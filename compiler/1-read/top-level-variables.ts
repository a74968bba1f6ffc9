/**
 * Constants of a module: `const NAME = …`, and names taken out of a value, `const { action, model } = spec<State>(…)`.
 * In: variable statements of the top level. Out: `Planned` declarations, one per name and one for a value that is taken apart.
 * Not here: variables within bodies (`statements.ts`), the other declarations (`declarations.ts`).
 */
import { ts } from "ts-morph";
import { ambientDeclaration, moduleState, topLevelPattern, unsupportedStatement } from "../../ir/codes/read.ts";
import type { Declaration, Doc } from "../../ir/source.ts";
import { docOf } from "./docs.ts";
import { fixedName } from "./literals.ts";
import type { Reading } from "./reading.ts";

/** A declaration that has its number, and is read later. */
export interface Planned {
  /** What TypeScript takes for the declaration of the name, so that references find it. */
  readonly node: ts.Node;
  readonly make: (r: Reading) => Declaration;
}

export function planVariables(statement: ts.VariableStatement, exported: ReadonlySet<ts.Node>): readonly Planned[] {
  const isExported = statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const list = statement.declarationList;
  return list.declarations.flatMap((node, index) => {
    const doc = docOf(index === 0 ? statement : node);
    const whole = list.declarations.length === 1 ? statement : node;
    if (ts.isIdentifier(node.name)) return [planOne(node, whole, doc, isExported || exported.has(node))];
    return planPattern(node, node.name, whole, (name) => isExported || exported.has(name));
  });
}

/** Reports what is wrong with the statement, and says whether the value can be read all the same. */
function isConstant(r: Reading, node: ts.VariableDeclaration): boolean {
  const list = node.parent;
  const statement = list.parent;
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  const name = node.name.getText();
  if (ts.isVariableStatement(statement) && statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword)) {
    r.report(ambientDeclaration(r.span(statement)));
  } else if (kind === ts.NodeFlags.Let || kind === ts.NodeFlags.None) {
    const keyword = kind === ts.NodeFlags.Let ? "let" : "var";
    r.report(moduleState(r.span(node), { name, keyword }));
  } else if (kind !== ts.NodeFlags.Const) r.report(unsupportedStatement(r.span(list), { what: "using" }));
  else return node.initializer !== undefined;
  return false;
}

function planOne(node: ts.VariableDeclaration, whole: ts.Node, doc: Doc | null, exported: boolean): Planned {
  return {
    node,
    make: (r) => ({
      name: node.name.getText(),
      exported,
      doc,
      at: r.span(whole),
      nameAt: r.span(node.name),
      ...valueOf(r, node),
    }),
  };
}

function valueOf(r: Reading, node: ts.VariableDeclaration) {
  const isRead = isConstant(r, node);
  if (!isRead || node.initializer === undefined) return { kind: "error" } as const;
  const type = node.type === undefined ? null : r.type(node.type);
  return { kind: "const", type, init: r.expression(node.initializer) } as const;
}

/** The value itself has no name; each name is a member of it. */
function planPattern(
  node: ts.VariableDeclaration,
  pattern: ts.BindingPattern,
  whole: ts.Node,
  isExported: (name: ts.Node) => boolean,
): readonly Planned[] {
  const value: Planned = {
    node,
    make: (r) => ({
      name: "",
      exported: false,
      doc: null,
      at: r.span(whole),
      nameAt: r.span(pattern),
      ...valueOf(r, node),
    }),
  };
  const members = namesIn(pattern).map(
    (element): Planned => ({
      node: element,
      make: (r) => ({
        name: element.name.getText(),
        exported: isExported(element),
        doc: docOf(element),
        at: r.span(element),
        nameAt: r.span(element.name),
        ...memberOf(r, node, element),
      }),
    }),
  );
  return [value, ...members];
}

/** Every element of a pattern that binds a name, however deep. */
const namesIn = (pattern: ts.BindingPattern): readonly ts.BindingElement[] =>
  pattern.elements.flatMap((element) => {
    if (!ts.isBindingElement(element)) return [];
    return ts.isIdentifier(element.name) ? [element] : namesIn(element.name);
  });

function memberOf(r: Reading, value: ts.VariableDeclaration, element: ts.BindingElement) {
  const of = r.declarationId(value);
  const key = element.propertyName ?? element.name;
  const isPlain =
    element.parent === value.name &&
    ts.isObjectBindingPattern(element.parent) &&
    element.initializer === undefined &&
    element.dotDotDotToken === undefined;
  const name = isPlain && !ts.isObjectBindingPattern(key) && !ts.isArrayBindingPattern(key) ? fixedName(r, key) : null;
  if (of !== null && name !== null) return { kind: "member", of, key: name } as const;
  r.report(topLevelPattern(r.span(element), { covers: r.span(value.name) }));
  return { kind: "error" } as const;
}
