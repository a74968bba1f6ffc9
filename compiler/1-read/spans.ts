/**
 * Spans from offsets and nodes.
 * In: ts-morph's nodes. Out: `Span`.
 * Not here: which name a file goes by (`project.ts`).
 */
import type { ts } from "ts-morph";
import type { Span } from "../../ir/span.ts";

/** The node itself, without the comments and spaces before it. */
export const spanOf = (node: ts.Node, path: string): Span =>
  stretchOf(node.getSourceFile(), path, node.getStart(), node.getEnd());

export function stretchOf(file: ts.SourceFile, path: string, start: number, end: number): Span {
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(end);
  return {
    file: path,
    start,
    end,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** The head of a file, for what has no place within it. */
export const headOf = (path: string): Span => ({
  file: path,
  start: 0,
  end: 0,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
});
