/**
 * Generators stand where a process or a procedure takes them, and nowhere else.
 * In: functions. Out: a diagnostic where a generator stands elsewhere.
 * Not here: what is inside one (`yields.ts`).
 */
import { ts } from "ts-morph";
import { strayGenerator } from "../../ir/codes/read.ts";
import { calleeOf, takesGenerator } from "./builders.ts";
import type { Reading } from "./reading.ts";

/** True where `node` is a generator in the wrong place; it is reported then. */
export function reportGenerator(r: Reading, node: ts.FunctionLikeDeclaration): boolean {
  if (node.asteriskToken === undefined) return false;
  let child: ts.Node = node;
  while (ts.isParenthesizedExpression(child.parent)) child = child.parent;
  const { parent } = child;
  if (ts.isCallExpression(parent) && parent.arguments[0] === child) {
    // A builder that was forgotten in the destructuring is reported by name.
    const isMeant = ts.isIdentifier(parent.expression) && /^(process|procedure)$/.test(parent.expression.text);
    if (isMeant || takesGenerator(calleeOf(r, parent))) return false;
  }
  const name = node.name === undefined ? null : node.name.getText();
  const end = node.name ?? node.asteriskToken;
  const at = r.stretch(node, node.getStart(), end.getEnd());
  r.report(strayGenerator(at, { name, covers: r.span(node) }));
  return true;
}
