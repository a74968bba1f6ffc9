// In: a page of Markdown. Out: its code blocks, each with the mark in the line above it, and a way to put new text in.
// Not here: what the marks mean (pages.ts).

export interface Block {
  readonly language: string;
  readonly text: string;
  /** `word: rest` of an HTML comment directly above the block; null where there is none. */
  readonly mark: { readonly word: string; readonly rest: string } | null;
  /** Of the line that opens it, from 1. */
  readonly line: number;
}

export function blocksOf(page: string): readonly Block[] {
  const lines = page.split("\n");
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, language] = /^```(\S*)$/.exec(lines[i] ?? "") ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf("```", i + 1);
    if (end < 0) throw new Error(`the block in line ${i + 1} has no end`);
    const [, word, rest] = /^<!-- ([a-z ]+): (.*) -->$/.exec(lines[i - 1] ?? "") ?? [];
    const mark = word === undefined || rest === undefined ? null : { word, rest };
    const text = lines.slice(i + 1, end).map((line) => `${line}\n`);
    blocks.push({ language, text: text.join(""), mark, line: i + 1 });
    i = end;
  }
  return blocks;
}

/** The page with other text in some of its blocks. */
export function withTexts(page: string, texts: ReadonlyMap<Block, string>): string {
  const lines = page.split("\n");
  for (const [block, text] of [...texts].sort(([a], [b]) => b.line - a.line))
    lines.splice(block.line, block.text.split("\n").length - 1, ...text.replace(/\n$/, "").split("\n"));
  return lines.join("\n");
}
