/**
 * Comments that say what a step does: the one beside its yield.
 * In: a yield statement. Out: its text, without slashes and asterisks.
 * Not here: doc comments of declarations (`docs.ts`).
 */
import { ts } from "ts-morph";

/** Directly above the yield, else behind it on its line, else directly above the statement that follows it. */
export function yieldComment(statement: ts.Statement): string | null {
  const text = statement.getSourceFile().text;
  const behind = ts.getTrailingCommentRanges(text, statement.getEnd())?.[0];
  return (
    commentAbove(statement) ??
    (behind === undefined ? null : plain(text, behind)) ??
    commentAbove(statementAfter(statement))
  );
}

/** The next statement, where it is no yield that has comments of its own. */
function statementAfter(statement: ts.Statement): ts.Statement | null {
  const { parent } = statement;
  if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return null;
  const next = parent.statements[parent.statements.indexOf(statement) + 1] ?? null;
  const isYield =
    next !== null &&
    ts.isExpressionStatement(next) &&
    ts.isBinaryExpression(next.expression) &&
    ts.isYieldExpression(next.expression.right);
  return isYield ? null : next;
}

/** The block comment, or the run of line comments, that ends on the line above. */
function commentAbove(statement: ts.Statement | null): string | null {
  if (statement === null) return null;
  const file = statement.getSourceFile();
  const { text } = file;
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const ranges = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const run: string[] = [];
  let below = lineOf(statement.getStart());
  for (const range of [...ranges].reverse()) {
    const isFirst = run.length === 0;
    const isLine = range.kind === ts.SyntaxKind.SingleLineCommentTrivia;
    const endsAbove = lineOf(range.end) === below - 1 || (isFirst && lineOf(range.end) === below);
    if (!endsAbove || (!isFirst && !isLine)) break;
    run.unshift(plain(text, range) ?? "");
    below = lineOf(range.pos);
    if (!isLine) break;
  }
  return run.join(" ") || null;
}

function plain(text: string, range: ts.CommentRange): string | null {
  const comment = text.slice(range.pos, range.end);
  const inner = comment.startsWith("//") ? comment.replace(/^\/+/, "") : comment.slice(2, -2);
  const words = inner.split(/\r?\n/).map((line) => line.replace(/^\s*\*+/, "").trim());
  return words.filter((line) => line !== "").join(" ") || null;
}
