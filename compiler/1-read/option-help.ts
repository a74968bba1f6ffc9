/**
 * Options of `action` and `process` that they do not have: TypeScript finds fault with the function before them.
 * In: an error of TypeScript's and the node where it stands. Out: help; whether binding says the same, and says it better.
 * Not here: options themselves (`compiler/2-bind/parts.ts`).
 */
import { ts } from "ts-morph";
import { bare } from "./bare.ts";
import { nearest, nodeAt } from "./node-at.ts";

const OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["action", ["fair"]],
  ["process", ["fair", "daemon"]],
]);

interface Optioned {
  readonly builder: string;
  readonly known: readonly string[];
  readonly given: ts.ObjectLiteralExpression;
}

/** TypeScript's word about the call of a builder with an unknown option, which binding refuses where it stands. */
export function isOfUnknownOption(checker: ts.TypeChecker, d: ts.DiagnosticWithLocation): boolean {
  const found = d.code === 2345 ? optionedCall(checker, nodeAt(d)) : null;
  return found?.given.properties.some((option) => isUnknown(found, option)) ?? false;
}

/** An option, or a value of one, that is none. */
export function optionHelp({ checker, node }: { checker: ts.TypeChecker; node: ts.Node }): string | null {
  const found = optionedCall(checker, node);
  for (const option of found?.given.properties ?? []) {
    if (found !== null && isUnknown(found, option))
      return `${nameOf(option)} is no option of ${found.builder}: it has ${found.known.map((k) => `\`${k}\``).join(" and ")}`;
    const value = ts.isPropertyAssignment(option) ? bare(option.initializer) : null;
    if (nameOf(option) !== "fair" || value === null || ts.isIdentifier(value)) continue;
    if (!ts.isStringLiteralLike(value) || !["weak", "strong"].includes(value.text))
      return 'the option is written `fair: "weak"` or `fair: "strong"`';
  }
  return null;
}

const isUnknown = ({ known }: Optioned, option: ts.ObjectLiteralElementLike): boolean => {
  const name = nameOf(option);
  return name !== null && !known.includes(name);
};

function nameOf({ name }: ts.ObjectLiteralElementLike): string | null {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : null;
}

/** The call of a builder around a node, where the node is not in the code of its function. */
function optionedCall(checker: ts.TypeChecker, node: ts.Node): Optioned | null {
  const call = nearest(node, (n): n is ts.CallExpression => ts.isCallExpression(n) && n.arguments.length > 1);
  const [handed, options] = call?.arguments ?? [];
  const given = options === undefined ? null : bare(options);
  if (call === null || handed === undefined || given === null || !ts.isObjectLiteralExpression(given)) return null;
  const builder = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const known = OPTIONS.get(builder.getText());
  const of = checker.getResolvedSignature(call)?.declaration?.parent;
  if (known === undefined || of === undefined || !ts.isInterfaceDeclaration(of) || of.name.text !== "Spec") return null;
  return isWithinBody(bare(handed), node) ? null : { builder: builder.getText(), known, given };
}

const isWithinBody = (f: ts.Expression, node: ts.Node): boolean =>
  (ts.isArrowFunction(f) || ts.isFunctionExpression(f)) && f.body.pos <= node.pos && node.end <= f.body.end;
