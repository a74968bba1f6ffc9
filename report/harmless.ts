/**
 * Text that may be shown on a terminal: a stranger's spec cannot move the cursor, clear the screen or turn a line round.
 * In: text with our colours in it, or without any. Out: the same, control characters replaced.
 * Not here: escaping for Markdown (`markdown-text.ts`).
 */

const escape = "\u001b";

/** The one kind of sequence that we write ourselves. */
const colourCode = new RegExp(`(${escape}\\[[\\d;]*m)`);
const harmful = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

export function harmless(text: string, { colour }: { readonly colour: boolean }): string {
  if (!colour) return text.replace(harmful, "\ufffd");
  // Every other part is one of the sequences that the pattern captures.
  const parts = text.split(colourCode).map((part, i) => (i % 2 === 1 ? part : part.replace(harmful, "\ufffd")));
  return parts.join("");
}
