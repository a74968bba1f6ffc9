/**
 * Doc comments: the prose of the report.
 * In: nodes with their leading comments. Out: `Doc`, paragraphs kept, `@source` apart, other tags dropped.
 * Not here: comments beside yields (`comments.ts`).
 */
import { ts } from "ts-morph";
import type { Doc } from "../../ir/source.ts";

/** The last doc comment before a node. */
export function docOf(node: ts.Node): Doc | null {
  const last = docsBefore(node).at(-1);
  return last === undefined ? null : parseDoc(last);
}

/** The first doc comment of a file, where an import or another doc comment follows: else it is that of the first declaration. */
export function fileDoc(file: ts.SourceFile): Doc | null {
  const [statement] = file.statements;
  const docs = docsBefore(statement ?? file.endOfFileToken);
  const [first] = docs;
  if (first === undefined) return null;
  const isApart = statement === undefined || ts.isImportDeclaration(statement) || docs.length > 1;
  return isApart ? parseDoc(first) : null;
}

function docsBefore(node: ts.Node): readonly string[] {
  const { text } = node.getSourceFile();
  return (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
    .map(({ pos, end }) => text.slice(pos, end))
    .filter((comment) => comment.startsWith("/**") && comment !== "/**/");
}

/** `@source` may follow the prose on its line; any other tag starts a line, and lasts until the next one. */
function parseDoc(comment: string): Doc {
  const lines = comment
    .slice(3, -2)
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.replace(/^\s*\*? ?/, "")).trimEnd());
  const prose: string[] = [];
  const source: string[] = [];
  let into: string[] | null = prose;
  for (const line of lines) {
    const tag = /^\s*@([\w-]+)/.exec(line);
    const inline = /(?:^|\s)@source\b/.exec(line);
    if (inline !== null && (tag === null || tag[1] === "source")) {
      if (into === prose) prose.push(line.slice(0, inline.index).trimEnd());
      source.push(line.slice(inline.index + inline[0].length).trim());
      into = source;
    } else if (tag !== null) into = null;
    // A blank line ends what a source is, and the prose goes on.
    else if (into === source && line.trim() === "") into = prose;
    else into?.push(into === source ? line.trim() : line);
  }
  return { text: prose.join("\n").trim(), source: source.filter((part) => part !== "").join(" ") || null };
}
