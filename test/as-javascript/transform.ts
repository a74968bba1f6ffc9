// In: the texts of a spec and of the modules it imports. Out: for each the JavaScript it is, with what TypeScript erases
// written behind the names of `racespec`: `each<Buffer>()` becomes `each.$($T_Buffer())()`. Loops count their turns;
// nothing else is changed.
// Not here: what the names do (runtime.ts, builders.ts); how a type becomes code (type-code.ts, context-code.ts).
import { ts } from "ts-morph";
import type { ContextCode } from "./context-code.ts";
import { createContextCode } from "./context-code.ts";
import { fault } from "./fault.ts";
import type { Names } from "./names.ts";
import { createNames } from "./names.ts";
import type { TypeCode } from "./type-code.ts";
import { createTypeCode } from "./type-code.ts";

interface Tools {
  readonly names: Names;
  readonly types: TypeCode;
  readonly context: ContextCode;
}
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Paths to JavaScript, as bodies of functions of `exports, require` and the names `$D`, `$site`, `$require`, `$turn`. */
export function transform(
  files: ReadonlyMap<string, string>,
  resolve: (from: string, specifier: string) => string | null,
): ReadonlyMap<string, string> {
  const names = createNames(files, resolve);
  const types = createTypeCode(names);
  const tools = { names, types, context: createContextCode(names, types) };
  return new Map(
    [...files.keys()].map((path) => {
      const file = names.program.getSourceFile(path) ?? fault(`no file ${path}`);
      return [path, javascriptOf(withDomains(file, tools), path)];
    }),
  );
}

function javascriptOf(text: string, fileName: string): string {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    removeComments: true,
    alwaysStrict: true,
  };
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    compilerOptions,
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (first !== undefined) fault(`${fileName}: ${ts.flattenDiagnosticMessageText(first.messageText, "\n")}`);
  return outputText;
}

function withDomains(file: ts.SourceFile, tools: Tools): string {
  const insertions: Insertion[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const erased = erasedPart(node, tools);
      if (erased !== null)
        insertions.push({
          at: node.expression.end,
          text: `.$(${erased.replace(/\$SITE/g, () => String(insertions.length))})`,
        });
    }
    if (ts.isIterationStatement(node, false)) insertions.push(...turnCounted(node.statement));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const text = insertions
    .sort((a, b) => b.at - a.at)
    .reduce((so, { at, text: inserted }) => so.slice(0, at) + inserted + so.slice(at), file.text);
  return `${text}\n${tools.types.declarations(file)}\n`;
}

/** A body of a loop that says when it is entered: JavaScript alone would never end a loop that does not. */
function turnCounted(body: ts.Statement): readonly Insertion[] {
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, text: " $turn();" }];
  return [
    { at: body.getStart(), text: "{ $turn(); " },
    { at: body.end, text: " }" },
  ];
}

/** What is to be handed in at this call, or null when nothing is. */
function erasedPart(call: ts.CallExpression, tools: Tools): string | null {
  const { names, types, context } = tools;
  const builder = names.builderOf(call.expression);
  if (builder !== null) return ofBuilder(builder.name, call, tools);
  const [first] = call.arguments;
  const firstType = (): ts.TypeNode | undefined => call.typeArguments?.[0] ?? paramTypes(first, names)[0];
  switch (names.racespecName(call.expression)) {
    case "constant":
      return JSON.stringify(nameOf(call));
    case "spec":
      return `{ file: ${JSON.stringify(call.getSourceFile().fileName)}, state: () => ${site(context.state(call) ?? fault(`${placeOf(call)}: spec without a State`))} }`;
    case "each":
    case "first":
    case "setOf":
      return siteOf(firstType(), types);
    case "pick": {
      const ofMembers = (): string | null =>
        call.arguments.length === 1 && first !== undefined ? context.members(first) : null;
      return siteOf(firstType(), types) ?? orNull(call.arguments.length === 0 ? context.expected(call) : ofMembers());
    }
    case "every":
    case "some":
    case "count":
    case "sum":
      return sites(quantified(call, names), types);
    case "fill":
    case "fillWith": {
      const expected = context.expected(call);
      return siteOf(firstType(), types) ?? orNull(expected === null ? null : `$D.keys(${expected})`);
    }
    default:
      return null;
  }
}

function ofBuilder(builder: string, call: ts.CallExpression, { names, types }: Tools): string | null {
  const [body] = call.arguments;
  switch (builder) {
    case "action":
    case "process": {
      const params = paramTypes(body, names).slice(1);
      if (params.includes(undefined)) fault(`${placeOf(call)}: a parameter without a type`);
      return `{ name: ${JSON.stringify(nameOf(call))}, params: () => ${sites(params, types) ?? "[]"} }`;
    }
    case "procedure":
      return `{ name: ${JSON.stringify(nameOf(call))}, returns: ${returnsValue(body, names)} }`;
    case "invariant":
    case "stepInvariant":
    case "reachable":
    case "eventually":
    case "infinitelyOften":
    case "eventuallyAlways":
    case "leadsTo":
    case "refines":
    case "model":
      return `{ name: ${JSON.stringify(nameOf(call))} }`;
    default:
      return null;
  }
}

/** Domains depend on constants alone, so that each place needs to build its own but once. */
const site = (code: string): string => `$site($SITE, () => ${code})`;
const orNull = (code: string | null): string | null => (code === null ? null : site(code));
const siteOf = (type: ts.TypeNode | undefined, types: TypeCode): string | null =>
  type === undefined ? null : site(types.domain(type));

function sites(of: readonly (ts.TypeNode | undefined)[], types: TypeCode): string | null {
  const known = of.filter((type) => type !== undefined);
  return known.length < of.length || of.length === 0
    ? null
    : site(`[${known.map((type) => types.domain(type)).join(", ")}]`);
}

function quantified(call: ts.CallExpression, names: Names): readonly (ts.TypeNode | undefined)[] {
  const [given] = call.typeArguments ?? [];
  if (given === undefined) return paramTypes(call.arguments[0], names);
  return ts.isTupleTypeNode(given)
    ? given.elements.map((element) => (ts.isNamedTupleMember(element) ? element.type : element))
    : [];
}

function paramTypes(f: ts.Expression | undefined, names: Names): readonly (ts.TypeNode | undefined)[] {
  return f === undefined ? [] : (names.functionOf(f)?.parameters.map((parameter) => parameter.type) ?? []);
}

/** Of the constant that holds the call's result. */
function nameOf(call: ts.CallExpression): string {
  const declaration = ts.findAncestor(call, ts.isVariableDeclaration);
  return declaration !== undefined && ts.isIdentifier(declaration.name)
    ? declaration.name.text
    : fault(`${placeOf(call)}: a result that no constant names`);
}

/** A procedure with `return e` gives `[s, e]`, any other gives `s`. */
function returnsValue(f: ts.Expression | undefined, names: Names): boolean {
  const body = f === undefined ? undefined : (names.functionOf(f) as ts.FunctionLikeDeclaration | null)?.body;
  const returns = (node: ts.Node): boolean =>
    ts.isReturnStatement(node)
      ? node.expression !== undefined
      : !ts.isFunctionLike(node) && ts.forEachChild(node, (child) => returns(child) || undefined) === true;
  return body !== undefined && returns(body);
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
