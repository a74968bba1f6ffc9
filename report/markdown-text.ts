/**
 * Pieces of GitHub's Markdown in which nothing of an author's text is taken for markup by accident.
 * In: plain text. Out: escaped text, code, tables.
 * Not here: what a report says (`markdown.ts`).
 */

/** Prose: code spans that the author wrote stay, everything else means itself. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`\n]+`)/)
    .map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : escape(part)))
    .join("");

/** A word with an underscore inside is left readable: GitHub does not take that for emphasis. */
function escape(text: string): string {
  return text
    .replace(/[\\`*[\]~|#$]/g, "\\$&")
    .replace(/(?<!\w)_|_(?!\w)/g, "\\_")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/@(?=\w)/g, "@\u200b");
}

/** A code span, whatever backticks are in it. */
export function code(text: string): string {
  if (text === "") return "";
  const fence = "`".repeat(longestRun(text) + 1);
  const gap = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${gap}${text.replace(/\s*\n\s*/g, " ")}${gap}${fence}`;
}

export function codeBlock(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

export type Align = "left" | "right";

/** `prose` has escaped the pipes outside of code already; inside code a table needs them escaped as well. */
export function table(heads: readonly (readonly [string, Align])[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  const rule = `|${heads.map(([, align]) => (align === "right" ? "---:" : "---")).join("|")}|`;
  return [line(heads.map(([head]) => head)), rule, ...rows.map(line)].join("\n");
}

const cell = (text: string): string => text.replace(/\n/g, " ").replace(/(?<!\\)\|/g, "\\|");

/** A doc comment as a quotation; its lists stay lists. */
export const quote = (text: string): string =>
  text
    .split("\n")
    .map((line) => {
      const [, marker = "", rest = line] = /^\s*(- )(.*)$/.exec(line) ?? [];
      return `> ${marker}${prose(rest.trim())}`.trimEnd();
    })
    .join("\n");
