/**
 * Text in columns: padding, cutting and wrapping by what a terminal shows, wide characters and colours included.
 * In: strings. Out: strings of a known width.
 * Not here: which columns there are (`terminal.ts`, `interleaving.ts`).
 */
import stringWidth from "string-width";

/** What nearly all of our text is made of, a column each. Anything else takes tables that are slow to set up. */
const narrow = /^[ -~·–—…←-↓─-╿✓✗]*$/;
const escape = "\u001b";
const colour = new RegExp(`${escape}\\[[\\d;]*m`, "g");

/** Columns that a text takes, colours aside. */
export function widthOf(text: string): number {
  const shown = text.replace(colour, "");
  return narrow.test(shown) ? shown.length : stringWidth(shown);
}

export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(text))) + text;

/** At most `width` columns of a text without colours; what is cut off is marked by "…". */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return width < 1 ? "" : `${kept}…`;
}

/** Lines of at most `width` columns, broken at blanks; a longer word stands alone on a line that is too long. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \t\n]+/).filter((w) => w !== "")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The paragraphs of a doc comment, wrapped; lists ("- …") keep their lines. */
export function wrapDoc(text: string, width: number): readonly string[] {
  const paragraphs: string[] = [];
  for (const line of text.split("\n").map((l) => l.trim())) {
    const last = paragraphs.at(-1);
    if (line === "" || last === undefined || last === "" || /^[-*] /.test(line)) paragraphs.push(line);
    else paragraphs[paragraphs.length - 1] = `${last} ${line}`;
  }
  return paragraphs.flatMap((p) => {
    if (p === "") return [""];
    const isItem = /^[-*] /.test(p);
    if (!isItem) return wrap(p, width);
    return wrap(p.slice(2), width - 2).map((l, i) => (i === 0 ? p.slice(0, 2) : "  ") + l);
  });
}

/** 1,234,567. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** Where in a trace of so many steps: the initial state comes after none. */
export const afterSteps = (steps: number): string =>
  steps === 0 ? "in the initial state" : `after ${plural(steps, "step")}`;

/** "1 step", "11 steps". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;
