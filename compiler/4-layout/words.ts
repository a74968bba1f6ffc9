/**
 * Which word each part goes to: as few words as possible, then as few cuts through what belongs together.
 * In: parts. Out: `placeAll`, which gives every slot its place and returns the used bits of each word.
 * Not here: what belongs together (`shapes.ts`).
 */
import { cut, opened, type Part, place, WORD_BITS, widthOf } from "./parts.ts";

/** Cuts finer than this have never saved a word: rows of groups, fields of rows, fields of fields. */
const FINEST = 4;

/** Returns how many low bits of each word are used; at least one word. */
export function placeAll(all: Part): readonly number[] {
  let pieces = opened(all).flatMap(cut);
  let best = inWords(pieces);
  const fewest = Math.ceil(widthOf(all) / WORD_BITS);
  for (let level = 0; level < FINEST && best.length > fewest; level++) {
    pieces = pieces.flatMap(opened);
    const finer = inWords(pieces);
    if (finer.length < best.length) best = finer;
  }
  return best.map((parts, word) => {
    const whole: Part = { kind: "all", parts };
    place(whole, word, 0);
    return widthOf(whole);
  });
}

/** First fit, the widest first; of one width in their order, so that rows of one table follow each other. */
function inWords(pieces: readonly Part[]): readonly (readonly Part[])[] {
  const total = pieces.reduce((n, p) => n + widthOf(p), 0);
  if (total <= WORD_BITS) return [pieces];
  const words: { parts: Part[]; left: number }[] = [];
  for (const p of pieces.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    const width = widthOf(p);
    const found = words.find((w) => w.left >= width);
    if (found === undefined) words.push({ parts: [p], left: WORD_BITS - width });
    else {
      found.parts.push(p);
      found.left -= width;
    }
  }
  return words.map((w) => w.parts);
}
