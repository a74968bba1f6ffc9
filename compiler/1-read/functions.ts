/**
 * Functions, their parameters and type parameters, and the patterns that bind names.
 * In: functions with a body. Out: `SyntaxFunction`, `SyntaxParam`, `SyntaxPattern`.
 * Not here: where a function may stand (`expressions.ts`, `statements.ts`, `declarations.ts`), patterns of assignments (`assignments.ts`).
 */
import { ts } from "ts-morph";
import { asyncCode, computedName, restParameter, thisValue, typeParameterDefault } from "../../ir/codes/read.ts";
import type {
  SyntaxExpr,
  SyntaxFunction,
  SyntaxParam,
  SyntaxPattern,
  SyntaxStmt,
  SyntaxType,
  SyntaxTypeParameter,
} from "../../ir/syntax.ts";
import { fixedName } from "./literals.ts";
import { type FunctionNode, hole, type Reading } from "./reading.ts";

export function functionOf(r: Reading, node: FunctionNode): SyntaxFunction {
  const at = r.span(node);
  const head = {
    kind: "function",
    typeParameters: r.typeParameters(node.typeParameters),
    params: node.parameters.filter((p) => !isThis(r, p)).map(r.parameter),
    returns: node.type === undefined ? null : r.type(node.type),
    generator: node.asteriskToken !== undefined,
    at,
  } as const;
  const isAsync = node.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync !== undefined) {
    r.report(asyncCode(r.span(isAsync), { covers: at }));
    return { ...head, body: hole(r, node.body) };
  }
  return { ...head, body: ts.isBlock(node.body) ? blockOf(r, node.body) : r.expression(node.body) };
}

export const blockOf = (r: Reading, node: ts.Block): SyntaxStmt & { readonly kind: "block" } => ({
  kind: "block",
  body: node.statements.flatMap(r.statement),
  at: r.span(node),
});

function isThis(r: Reading, parameter: ts.ParameterDeclaration): boolean {
  if (parameter.name.getText() !== "this") return false;
  r.report(thisValue(r.span(parameter), { what: "this" }));
  return true;
}

export function parameterOf(r: Reading, node: ts.ParameterDeclaration): SyntaxParam {
  const at = r.span(node);
  if (node.dotDotDotToken !== undefined) r.report(restParameter(at, { name: node.name.getText() }));
  const pattern = r.pattern(node.name, node);
  const type = node.type === undefined ? null : r.type(node.type);
  const written = node.initializer === undefined ? null : r.expression(node.initializer);
  if (node.questionToken === undefined) return { pattern, type, default: written, at };
  // `x?: T` is `x: T | undefined = undefined`.
  return { pattern, type: type === null ? null : orUndefined(type), default: undefinedAt(pattern), at };
}

const orUndefined = (type: SyntaxType): SyntaxType => ({
  kind: "union",
  of: [type, { kind: "keyword", name: "undefined", at: type.at }],
  at: type.at,
});

const undefinedAt = ({ at }: SyntaxPattern): SyntaxExpr => ({
  kind: "name",
  name: "undefined",
  ref: { kind: "global", name: "undefined" },
  at,
});

export function typeParametersOf(
  r: Reading,
  nodes: readonly ts.TypeParameterDeclaration[] | undefined,
): readonly SyntaxTypeParameter[] {
  return (nodes ?? []).map((node) => {
    if (node.default !== undefined) r.report(typeParameterDefault(r.span(node), { name: node.name.text }));
    const constraint = node.constraint === undefined ? null : r.type(node.constraint);
    return { name: node.name.text, id: r.localId(node), constraint };
  });
}

/** `declaration` is what TypeScript takes for the declaration of the name: the parameter, variable or element around it. */
export function patternOf(r: Reading, node: ts.BindingName, declaration: ts.Node): SyntaxPattern {
  const at = r.span(node);
  if (ts.isIdentifier(node)) return { kind: "name", name: node.text, local: r.localId(declaration), at };
  if (ts.isArrayBindingPattern(node)) {
    const elements = node.elements.map((element) => (ts.isBindingElement(element) ? element : null));
    const rest = elements.find((element) => element?.dotDotDotToken !== undefined);
    return {
      kind: "array",
      elements: elements
        .filter((element) => element?.dotDotDotToken === undefined)
        .map((element) => (element === null ? null : elementOf(r, element))),
      rest: rest ? r.pattern(rest.name, rest) : null,
      at,
    };
  }
  const rest = node.elements.find((element) => element.dotDotDotToken !== undefined);
  return {
    kind: "object",
    members: node.elements
      .filter((element) => element !== rest)
      .map((element) => ({ key: keyOf(r, element), ...elementOf(r, element) })),
    rest: rest ? r.pattern(rest.name, rest) : null,
    at,
  };
}

const elementOf = (r: Reading, element: ts.BindingElement): { to: SyntaxPattern; default: SyntaxExpr | null } => ({
  to: r.pattern(element.name, element),
  default: element.initializer === undefined ? null : r.expression(element.initializer),
});

function keyOf(r: Reading, element: ts.BindingElement): string {
  const key = element.propertyName ?? element.name;
  const name = ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key) ? null : fixedName(r, key);
  if (name === null) r.report(computedName(r.span(key)));
  return name ?? "";
}
