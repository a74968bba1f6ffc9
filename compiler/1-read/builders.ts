/**
 * Which of racespec's own functions a call addresses: `every`, `pick`, …, or a builder that `spec` gave, under whatever name.
 * In: calls. Out: `Callee`, and a diagnostic where a parameter that must name its domain does not.
 * Not here: what the calls mean (`compiler/2-bind/`).
 */
import { ts } from "ts-morph";
import { propertyParameters, unannotatedParameter } from "../../ir/codes/read.ts";
import type { Span } from "../../ir/span.ts";
import { bare } from "./bare.ts";
import { symbolOf } from "./names.ts";
import type { Reading } from "./reading.ts";
import { partOfStatement } from "./refuse.ts";

/** The name in racespec: of an exported function (`of` is null), or of a member of its interface `of` ("Spec", "Process", …). */
export interface Callee {
  readonly of: string | null;
  readonly name: string;
}

export function calleeOf(r: Reading, call: ts.CallExpression): Callee | null {
  const callee = bare(call.expression);
  if (ts.isPropertyAccessExpression(callee)) return racespecName(r, symbolOf(r, callee.name));
  if (!ts.isIdentifier(callee)) return null;
  const symbol = symbolOf(r, callee);
  const declaration = symbol?.declarations?.[0];
  // `const { action } = spec<State>(…)`: what the pattern takes is a member of Spec.
  if (declaration !== undefined && ts.isBindingElement(declaration) && ts.isObjectBindingPattern(declaration.parent)) {
    const key = declaration.propertyName ?? declaration.name;
    const taken = ts.isIdentifier(key)
      ? r.checker.getTypeAtLocation(declaration.parent).getProperty(key.text)
      : undefined;
    return racespecName(r, taken ?? null);
  }
  return racespecName(r, symbol);
}

function racespecName(r: Reading, symbol: ts.Symbol | null): Callee | null {
  const declaration = symbol?.declarations?.[0];
  if (symbol === null || declaration === undefined || r.owner(declaration.getSourceFile()) !== "racespec") return null;
  const { parent } = declaration;
  const isMember = ts.isInterfaceDeclaration(parent) || ts.isClassDeclaration(parent);
  return { of: isMember && parent.name !== undefined ? parent.name.text : null, name: symbol.name };
}

const quantifiers = new Set(["every", "some", "count", "sum", "setOf", "pick", "first", "fillWith"]);
const steps = new Set(["action", "process", "procedure"]);
/** They hold for every value of their further parameters. */
const ofBehaviours = new Set(["eventually", "infinitelyOften", "eventuallyAlways", "leadsTo"]);
/** What those of states and steps are given, and no more. */
const ofStates: ReadonlyMap<string, "(s)" | "(s, next)"> = new Map([
  ["invariant", "(s)"],
  ["stepInvariant", "(s, next)"],
  ["reachable", "(s)"],
]);

/** True where what is handed in is the body of a process or a procedure. */
export const takesGenerator = (callee: Callee | null): boolean =>
  callee?.of === "Spec" && (callee.name === "process" || callee.name === "procedure");

export function checkParameters(r: Reading, call: ts.CallExpression, callee: Callee | null): void {
  if (callee === null) return;
  const isQuantifier = callee.of === null && quantifiers.has(callee.name);
  const isOfBehaviours = callee.of === "Spec" && ofBehaviours.has(callee.name);
  const isStep = callee.of === "Spec" && steps.has(callee.name);
  const given = callee.of === "Spec" ? ofStates.get(callee.name) : undefined;
  if (given !== undefined) checkOnlyState(r, call, callee.name, given);
  if (!isQuantifier && !isStep && !isOfBehaviours) return;
  // The state needs no type: it is the spec's.
  const own = isQuantifier ? 0 : 1;
  for (const body of call.arguments.slice(0, isOfBehaviours ? 2 : 1)) checkTyped(r, call, bare(body), callee.name, own);
}

/** An invariant with parameters of its own. */
function checkOnlyState(r: Reading, call: ts.CallExpression, builder: string, given: "(s)" | "(s, next)"): void {
  const [handed] = call.arguments;
  const [signature] = handed === undefined ? [] : r.checker.getTypeAtLocation(handed).getCallSignatures();
  const extra = signature?.parameters[given === "(s)" ? 1 : 2];
  if (handed === undefined || extra === undefined) return;
  const declaration = extra.valueDeclaration;
  const at = r.span(declaration !== undefined && isWithin(declaration, call) ? declaration : handed);
  r.report(propertyParameters(at, { builder, given, name: extra.name, covers: r.span(call) }));
}

const isWithin = (node: ts.Node, call: ts.Node): boolean =>
  node.getSourceFile() === call.getSourceFile() && call.pos <= node.pos && node.end <= call.end;

/** The parameters behind the first `own` ones. */
function checkTyped(r: Reading, call: ts.CallExpression, handed: ts.Expression, builder: string, own: number): void {
  if (!ts.isArrowFunction(handed) && !ts.isFunctionExpression(handed)) return;
  for (const parameter of handed.parameters.slice(own)) {
    if (parameter.type !== undefined || parameter.dotDotDotToken !== undefined) continue;
    const name = parameter.name.getText();
    const type = inferredType(r, parameter);
    const at = r.span(parameter);
    const isBracketed =
      ts.isFunctionExpression(handed) || handed.getChildren().some((c) => c.kind === ts.SyntaxKind.OpenParenToken);
    const text = isBracketed ? `${name}: ${type}` : `(${name}: ${type})`;
    const fix = type === null ? null : { at, text };
    const covers = own > 0 ? r.span(call) : reachOf(r, call, builder);
    const example = someDomain(call.getSourceFile(), name);
    r.report(unannotatedParameter(at, { name, call: builder, type, example, covers, fix }));
  }
}

/** What `pick` and `first` give is not known either, and may be used until the function ends. */
function reachOf(r: Reading, call: ts.CallExpression, name: string): Span {
  const part = partOfStatement(call);
  let around: ts.Node = part;
  if (name === "pick" || name === "first")
    while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  return r.stretch(call, part.getStart(), around.getEnd());
}

/** A domain that the module names, one that the parameter abbreviates or else an Id if there is one: an example, no more. */
function someDomain(file: ts.SourceFile, parameter: string): string {
  const domains = file.statements.flatMap((s) =>
    ts.isTypeAliasDeclaration(s) && ts.isTypeReferenceNode(s.type)
      ? [{ name: s.name.text, of: s.type.typeName.getText() }]
      : [],
  );
  const found =
    domains.find(({ name }) => name.toLowerCase().startsWith(parameter.toLowerCase())) ??
    domains.find(({ of }) => of === "Id") ??
    domains.find(({ of }) => of === "Index" || of === "Int");
  return found?.name ?? "Index<4>";
}

/** The type as TypeScript infers it from elsewhere (`pick<Buffer>((b) => …)`), where it is one that can be written. */
function inferredType(r: Reading, parameter: ts.ParameterDeclaration): string | null {
  const type = r.checker.getTypeAtLocation(parameter);
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return null;
  const text = r.checker.typeToString(type, parameter);
  return /^[A-Za-z_$][\w$]*(<.*>)?$/.test(text) && text !== "number" && text !== "string" ? text : null;
}
