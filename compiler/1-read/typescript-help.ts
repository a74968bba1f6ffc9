/**
 * Help for those of TypeScript's errors that baffle a newcomer to specs, though each is right.
 * In: an error and the node where it stands. Out: the edit that cures it, in words; null where TypeScript says enough.
 * Not here: which errors are shown (`typescript-errors.ts`).
 */
import { ts } from "ts-morph";
import { bare } from "./bare.ts";
import { nearest, nodeAt } from "./node-at.ts";
import { optionHelp } from "./option-help.ts";

export interface HelpSources {
  readonly checker: ts.TypeChecker;
  /** The file that specs know as "racespec". */
  readonly racespec: ts.SourceFile | undefined;
}

interface Complaint extends HelpSources {
  readonly node: ts.Node;
  readonly text: string;
}

type Rule = (complaint: Complaint) => string | null;

const idsAreEqualOnly =
  "ids are interchangeable: compare them with === or !==, or use Index<N> where the order matters";
const testFirst = (what: string): string =>
  `\`when(x !== ${what})\` blocks the step until it is there, \`if (x !== ${what})\` tests it: TypeScript relies on either`;

const rules: ReadonlyMap<number, readonly Rule[]> = new Map<number, readonly Rule[]>([
  [2304, [missingImport]],
  [2552, [missingImport]],
  [2322, [optionHelp, returnOfProcedure, numberForId, otherId, numericKeys, maybeAbsent]],
  [2345, [optionHelp, wrongLabel, numberForId, otherId, maybeAbsent, wrongFunction, noProperty]],
  [2353, [optionHelp, numericKeys]],
  [2741, [bareExpectation]],
  [2769, [pickOfMap]],
  [2356, [idOperand]],
  [2362, [idOperand]],
  [2363, [idOperand]],
  [2365, [idOperand]],
  [2469, [idOperand]],
  [2367, [idAndNumber, staleNarrowing]],
  [2554, [restArguments]],
  [2555, [restArguments]],
  [2538, [absentKey]],
  [2839, [() => "compare what is in them: `same(a, b)`"]],
  [2588, [() => "a constant is the same in the whole run: what changes is a field of State"]],
  [2693, [typeAsValue]],
  [2739, [noSet]],
  [2740, [noSet]],
  [7006, [untypedParameter]],
  [7053, [wrongKey]],
  [2531, [() => testFirst("null")]],
  [2532, [() => testFirst("undefined")]],
  [18047, [() => testFirst("null")]],
  [18048, [() => testFirst("undefined")]],
]);

export const helpFor =
  (sources: HelpSources) =>
  (d: ts.DiagnosticWithLocation): string | null => {
    const text = ts.flattenDiagnosticMessageText(d.messageText, "\n");
    for (const rule of rules.get(d.code) ?? []) {
      const help = rule({ ...sources, node: nodeAt(d), text });
      if (help !== null) return help;
    }
    return null;
  };

/** Of code that does not parse: TypeScript says where it noticed, which may be far below the mistake. */
export const syntaxHelp = (message: string): string | null =>
  /^(?:'[)\]}]' expected|Declaration or statement expected)/.test(message)
    ? "look above for a bracket that is not closed, or is closed twice"
    : null;

/** A branded symbol, or a union with one. */
function isId(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isId);
  return type.isIntersection() && type.types.some((part) => (part.flags & ts.TypeFlags.ESSymbolLike) !== 0);
}

/** `s = yield* p(s)` where p returns a value, or the other way round. */
function returnOfProcedure({ node }: Complaint): string | null {
  const assignment = nearest(node, ts.isBinaryExpression);
  if (assignment === null || !ts.isYieldExpression(assignment.right)) return null;
  if (assignment.right.asteriskToken === undefined) return null;
  return "a procedure hands `s` back by itself: it returns what else there is, which is taken by `[s, x] = yield* …`; without a `return` it is `s = yield* …`";
}

function idOperand({ checker, node }: Complaint): string | null {
  const operation = nearest(
    node,
    (n) => ts.isBinaryExpression(n) || ts.isPrefixUnaryExpression(n) || ts.isPostfixUnaryExpression(n),
  );
  if (operation === null) return null;
  const operands = ts.isBinaryExpression(operation) ? [operation.left, operation.right] : [operation.operand];
  return operands.some((operand) => isId(checker.getTypeAtLocation(operand))) ? idsAreEqualOnly : null;
}

const noNumber =
  "an Id has no number: take one from a parameter, `pick<T>()` or `each<T>()`, or use Index<N> where numbers matter";

function numberForId({ text }: Complaint): string | null {
  return /Type 'number' is not assignable to type 'symbol'/.test(text) ? noNumber : null;
}

function otherId({ text }: Complaint): string | null {
  if (!/\[idBrand\]/.test(text)) return null;
  return "identities of two sets have nothing in common: declare the parameter or the place with the other Id";
}

function idAndNumber({ checker, node }: Complaint): string | null {
  const comparison = nearest(node, ts.isBinaryExpression);
  if (comparison === null) return null;
  const types = [comparison.left, comparison.right].map((side) => checker.getTypeAtLocation(side));
  const isNumber = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.NumberLike) !== 0;
  return types.some(isId) && types.some(isNumber) ? noNumber : null;
}

/** TypeScript holds on to what it learned about `s.x` over a call that changes it. */
function staleNarrowing({ checker, node }: Complaint): string | null {
  const comparison = nearest(node, ts.isBinaryExpression);
  if (comparison === null) return null;
  let root = bare(comparison.left);
  if (!ts.isPropertyAccessExpression(root) && !ts.isElementAccessExpression(root)) return null;
  const field = ts.isPropertyAccessExpression(root) ? checker.getSymbolAtLocation(root.name) : undefined;
  const other = checker.getTypeAtLocation(comparison.right);
  // A value that the place never has is a mistake of its own.
  if (field !== undefined && !checker.isTypeAssignableTo(other, checker.getTypeOfSymbol(field))) return null;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = bare(root.expression);
  const declaration = checker.getSymbolAtLocation(root)?.valueDeclaration;
  if (declaration === undefined || !ts.isParameter(declaration)) return null;
  const name = root.getText();
  return `TypeScript relies on an earlier test or assignment of this place; where a function has changed it since, let the function return ${name} and write \`${name} = f(${name})\``;
}

function maybeAbsent({ text }: Complaint): string | null {
  const absent = /^[^\n]*\| (undefined|null)' is not assignable to (?:type|parameter)/.exec(text)?.[1];
  if (absent === undefined) return null;
  return `test it first, \`if (x !== ${absent})\`, or write \`!\` behind it where it is always there`;
}

/** A function of a shape that racespec does not take. */
function wrongFunction({ text, node }: Complaint): string | null {
  const call = nearest(node, ts.isCallExpression);
  const name = call?.expression.getText() ?? "";
  if (/=> void' is not assignable to parameter of type '[^\n]*=> boolean'/.test(text)) {
    return "a body in braces needs `return`: write `(x) => condition`, or `(x) => { …; return condition; }`";
  }
  if (!/^[^\n]*Generator</.test(text)) return null;
  if (!/^Argument of type '[^\n]*=> Generator<[^\n]*' is not assignable/.test(text))
    return `write \`${name}(function* (s, self: P) { … })\``;
  if (/IteratorReturnResult<void>/.test(text)) return "a process returns nothing; a procedure may return a value";
  return /element\(s\)/.test(text)
    ? "a process has one parameter besides the state, or none: `function* (s, self: P)`"
    : null;
}

function pickOfMap({ checker, node }: Complaint): string | null {
  const call = nearest(node, ts.isCallExpression);
  const [of] = call?.expression.getText() === "pick" ? call.arguments : [];
  const type = of === undefined ? null : checker.getTypeAtLocation(of).symbol?.name;
  return of !== undefined && (type === "Map" || type === "ValueMap")
    ? `write \`pick(${of.getText()}.keys())\`, or \`.entries()\``
    : null;
}

/** `expect: inv` instead of `expect: violates(inv)`. */
function bareExpectation({ text, node }: Complaint): string | null {
  if (!/^Property 'expect' is missing in type '(?:Property|Reachable)[^\n]*required in type 'Expect'/.test(text))
    return null;
  const option = nearest(node, ts.isPropertyAssignment);
  const name = option === null ? "name" : option.initializer.getText();
  return `write \`violates(${name})\`, or \`unreachable(${name})\` of what is \`reachable\``;
}

/** TypeScript takes the names of an object literal for text, and the keys of a Record over numbers for numbers. */
function numericKeys({ node }: Complaint): string | null {
  const hasNumbers = (n: ts.Node): n is ts.ObjectLiteralExpression =>
    ts.isObjectLiteralExpression(n) && n.properties.some(({ name }) => name !== undefined && ts.isNumericLiteral(name));
  return nearest(node, hasNumbers) !== null
    ? "a Record over an Index or Int is written `fillWith((i: Index<N>) => …)`, or `fill(value)` where all are equal"
    : null;
}

function wrongKey({ text }: Complaint): string | null {
  if (!/can't be used to index type/.test(text)) return null;
  return "a Record is indexed by values of its key type: a parameter, `each<K>()`, `pick<K>()`";
}

function absentKey({ text }: Complaint): string | null {
  const absent = /'(null|undefined)'/.exec(text)?.[1];
  return absent === undefined ? null : testFirst(absent);
}

function noSet({ text }: Complaint): string | null {
  return /from type '(?:Readonly)?Set</.test(text) ? "write `new Set()`, or `new Set([…])` with its members" : null;
}

function untypedParameter({ node }: Complaint): string {
  const name = node.getText();
  return `write its type, such as \`${name}: Int<0, 3>\` or \`${name}: State\``;
}

function noProperty({ text }: Complaint): string | null {
  const isExpected = /parameter of type '(?:string \| Property|Property \| string)'/.test(text);
  return isExpected ? "name an exported property, or give the text of an assertion" : null;
}

function typeAsValue({ node }: Complaint): string | null {
  const name = node.getText();
  return `a type is no value: loop over its values with \`each<${name}>()\`, ask of them with \`every((x: ${name}) => …)\``;
}

/** A name that racespec exports, or that `spec` gives. */
function missingImport({ checker, racespec, node }: Complaint): string | null {
  const name = node.getText();
  const module = racespec === undefined ? undefined : checker.getSymbolAtLocation(racespec);
  const exports = module === undefined ? [] : checker.getExportsOfModule(module);
  if (exports.some((symbol) => symbol.name === name)) return `write \`import { ${name} } from "racespec"\``;
  const spec = exports.find((symbol) => symbol.name === "Spec");
  const resolved = spec !== undefined && spec.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(spec) : spec;
  const isBuilder = resolved !== undefined && checker.getDeclaredTypeOfSymbol(resolved).getProperty(name) !== undefined;
  return isBuilder ? `take it from the spec: \`const { ${name} } = spec<State>(() => …)\`` : null;
}

/** The call of `at` or `done` of a process around a node. */
function restCall({ checker, node }: Complaint): { process: ts.Expression; labels: readonly string[] } | null {
  const call = nearest(node, ts.isCallExpression);
  if (call === null || !ts.isPropertyAccessExpression(call.expression)) return null;
  const process = call.expression.expression;
  const type = checker.getTypeAtLocation(process);
  if (type.symbol?.name !== "Process" || !isReference(type)) return null;
  const label = checker.getTypeArguments(type)[2];
  const members = label === undefined ? [] : label.isUnion() ? label.types : [label];
  return { process, labels: members.flatMap((member) => (member.isStringLiteral() ? [member.value] : [])) };
}

const isReference = (type: ts.Type): type is ts.TypeReference => "target" in type;

function wrongLabel(complaint: Complaint): string | null {
  const found = restCall(complaint);
  if (found === null || !ts.isStringLiteralLike(complaint.node)) return null;
  return `labels of ${found.process.getText()}: ${found.labels.join(", ")}`;
}

function restArguments(complaint: Complaint): string | null {
  const found = restCall(complaint);
  if (found === null) return null;
  const name = found.process.getText();
  return `the state comes first, then the instance where the process has several: \`${name}.at(s, self, "${found.labels[0] ?? "label"}")\`, \`${name}.done(s, self)\``;
}
