/**
 * Literals: object and array literals, and the names that may stand in objects.
 * In: literal expressions, names of properties. Out: `SyntaxExpr`, names as text.
 * Not here: the same brackets as targets of an assignment (`assignments.ts`) or in a declaration (`functions.ts`).
 */
import { ts } from "ts-morph";
import { computedName, objectMethod, protoName } from "../../ir/codes/read.ts";
import type { SyntaxElement, SyntaxExpr, SyntaxMember } from "../../ir/syntax.ts";
import { nameOf } from "./names.ts";
import { hole, type Reading } from "./reading.ts";
import { refuse } from "./refuse.ts";

/** The text of a name that is written out; null where it is computed. `__proto__` is reported, since JavaScript reads it otherwise. */
export function fixedName(r: Reading, name: ts.PropertyName): string | null {
  if (ts.isComputedPropertyName(name) || ts.isPrivateIdentifier(name) || ts.isBigIntLiteral(name)) return null;
  checkProto(r, name, name.text);
  return name.text;
}

export function checkProto(r: Reading, node: ts.Node, name: string): void {
  if (name === "__proto__") refuse(r, node, protoName(r.span(node)));
}

export const objectOf = (r: Reading, node: ts.ObjectLiteralExpression): SyntaxExpr => ({
  kind: "object",
  members: node.properties.flatMap((property) => memberOf(r, property)),
  at: r.span(node),
});

function memberOf(r: Reading, node: ts.ObjectLiteralElementLike): readonly SyntaxMember[] {
  const at = r.span(node);
  if (ts.isSpreadAssignment(node)) return [{ kind: "spread", value: r.expression(node.expression), at }];
  if (ts.isShorthandPropertyAssignment(node)) {
    checkProto(r, node.name, node.name.text);
    return [{ kind: "property", name: node.name.text, value: nameOf(r, node.name), at }];
  }
  if (!ts.isPropertyAssignment(node)) {
    r.report(objectMethod(r.span(node.name), { covers: at }));
    const name = fixedName(r, node.name);
    return name === null ? [] : [{ kind: "property", name, value: hole(r, node), at }];
  }
  const name = fixedName(r, node.name);
  if (name === null) {
    refuse(r, node, computedName(r.span(node.name)));
    return [];
  }
  return [{ kind: "property", name, value: r.expression(node.initializer), at }];
}

export const arrayOf = (r: Reading, node: ts.ArrayLiteralExpression): SyntaxExpr => ({
  kind: "array",
  elements: elementsOf(r, node.elements),
  at: r.span(node),
});

/** Elements of an array, or arguments of a call. A gap (`[1, , 2]`) is `undefined`. */
export const elementsOf = (r: Reading, nodes: readonly ts.Expression[] | undefined): readonly SyntaxElement[] =>
  (nodes ?? []).map((node) =>
    ts.isSpreadElement(node)
      ? { spread: true, value: r.expression(node.expression) }
      : { spread: false, value: r.expression(node) },
  );
