/**
 * A diagnostic as text: headline, the place in the spec with its lines, labels, help. TypeScript's own look the same.
 * In: a `Diagnostic`, the texts of the files. Out: lines without a trailing newline.
 * Not here: the words themselves (`ir/codes/`).
 */
import { codeFrameColumns } from "@babel/code-frame";
import type { Diagnostic, Fix } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import { wrap } from "./cells.ts";
import type { Style } from "./style.ts";

/** Text of a file that took part in the run; null where it is not known. */
export type Texts = (file: string) => string | null;

/** A stretch longer than this is shown by its first line. */
const longestFrame = 8;

export function renderDiagnostic(d: Diagnostic, texts: Texts, style: Style): string {
  const paint = d.severity === "error" ? style.bad : style.doubtful;
  const code = d.name === "" ? d.code : `${d.code} ${d.name}`;
  const lines = [`${style.bold(paint(`${d.severity} ${code}`))}  ${style.bold(d.message)}`];
  if (d.at !== null) lines.push(...renderPlace(d.at, "", texts, style));
  for (const label of d.labels) lines.push(...renderPlace(label.at, label.text, texts, style, 0));
  if (d.help !== null) lines.push(...hanging("help: ", d.help, style));
  if (d.fix !== null) lines.push(...hanging("fix:  ", fixText(d.fix, texts), style));
  return lines.join("\n");
}

function fixText({ at, text }: Fix, texts: Texts): string {
  const old = texts(at.file)?.slice(at.start, at.end) ?? "";
  if (old === "") return `insert \`${text}\` at ${at.line}:${at.column}`;
  return text === "" ? `remove \`${old}\`` : `replace \`${old}\` by \`${text}\``;
}

function hanging(head: string, text: string, style: Style): readonly string[] {
  return wrap(text, style.width - 2 - head.length).map(
    (line, i) => `  ${i === 0 ? style.bold(head) : "      "}${line}`,
  );
}

/** `file:line:column`, what there is to say about it, and the lines around. */
function renderPlace(at: Span, text: string, texts: Texts, style: Style, around = 2): readonly string[] {
  const place = `${at.file}:${at.line}:${at.column}`;
  const head = `  ${style.dim("at")} ${place}${text === "" ? "" : `  ${text}`}`;
  const source = texts(at.file);
  return source === null ? [head] : [head, ...renderFrame(source, at, style, around)];
}

/** The lines of a stretch with a marker below, and `around` lines before and after. */
export function renderFrame(source: string, at: Span, style: Style, around: number): readonly string[] {
  const texts = source.split("\n");
  const isLong = at.endLine - at.line > longestFrame;
  const lineEnd = (texts[at.line - 1] ?? "").length + 1;
  const end = isLong ? { line: at.line, column: lineEnd } : { line: at.endLine, column: at.endColumn };
  const first = Math.max(1, at.line - around);
  const shown = texts.slice(first - 1, end.line + around);
  const room = style.source - String(end.line + around).length - besideSource;
  const from = columnsToSkip(at.column, end.line === at.line ? end.column : lineEnd, room);
  const place = ({ line, column }: Place): Place => ({ line, column: Math.min(Math.max(1, column - from), room + 1) });
  // An empty stretch is marked by one caret.
  const isEmpty = end.line === at.line && end.column <= at.column;
  const location = isEmpty ? { start: place(at) } : { start: place(at), end: place(end) };
  const options = {
    startLine: first,
    linesAbove: around,
    linesBelow: around,
    highlightCode: style.colour,
    forceColor: style.colour,
  };
  const frame = codeFrameColumns(shown.map((text) => cutOut(text, from, room)).join("\n"), location, options);
  return frame.split("\n").map((line) => `  ${line.trimEnd()}`);
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Columns of a frame that are not source: indentation, "> ", " | ". */
const besideSource = 9;
/** Of a stretch that begins near the right edge at least this much is to be seen. */
const leastMarked = 20;

/** Columns on the left that a long line does without, so that the marked stretch is seen. */
function columnsToSkip(start: number, end: number, room: number): number {
  if (end - 1 <= room || start + leastMarked <= room) return 0;
  return start - 1 - Math.floor(room / 3);
}

/** The part of a line that there is room for; what is left out on either side is marked by "…". */
function cutOut(text: string, from: number, room: number): string {
  const right = from === 0 ? text : `…${text.slice(from + 1)}`;
  return right.length <= room ? right : `${right.slice(0, room - 1)}…`;
}
