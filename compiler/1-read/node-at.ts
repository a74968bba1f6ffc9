/**
 * Nodes around a place.
 * In: a diagnostic of TypeScript's, or a node. Out: the node that the diagnostic is about, the nearest node of a kind.
 * Not here: spans (`spans.ts`).
 */
import { ts } from "ts-morph";

/** The largest node that begins where the error does and does not go past its end. */
export function nodeAt(d: ts.DiagnosticWithLocation): ts.Node {
  const end = d.start + d.length;
  let at: ts.Node = d.file;
  for (let next: ts.Node | undefined = at; next !== undefined; ) {
    at = next;
    if (at.getStart() === d.start && at.getEnd() <= end) return at;
    next = ts.forEachChild(at, (child) => (child.pos <= d.start && d.start < child.end ? child : undefined));
  }
  return at;
}

export function nearest<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | null {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (is(at)) return at;
  return null;
}
