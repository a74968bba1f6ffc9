/**
 * Bits before they have a place: slots, put together by what should stand together.
 * In: widths. Out: `Slot`, `Part`, their width, cutting them to words, giving them their places.
 * Not here: which parts a state has (`shapes.ts`), which word they go to (`words.ts`).
 */
import type { Bits } from "../../ir/layout.ts";

/** One scalar, one member of a set, one length, one tag: never cut. `at` is set once. */
export interface Slot {
  readonly kind: "slot";
  readonly width: number;
  at: { readonly word: number; readonly shift: number } | null;
}

export type Part =
  | Slot
  /** Side by side, in this order. */
  | { readonly kind: "all"; readonly parts: readonly Part[] }
  /** Over each other: only one of them is there at a time. */
  | { readonly kind: "over"; readonly parts: readonly Part[] };

export const WORD_BITS = 64;

export const slot = (width: number): Slot => ({ kind: "slot", width, at: null });

/** Bits that it takes where it stands in one piece. */
export function widthOf(part: Part): number {
  switch (part.kind) {
    case "slot":
      return part.width;
    case "all":
      return part.parts.reduce((n, p) => n + widthOf(p), 0);
    case "over":
      return part.parts.reduce((n, p) => Math.max(n, widthOf(p)), 0);
  }
}

/** The part as pieces of at most one word each, as few cuts as possible. */
export function cut(part: Part): readonly Part[] {
  if (widthOf(part) <= WORD_BITS) return [part];
  switch (part.kind) {
    case "slot":
      throw new Error(`a value of ${part.width} bits`);
    case "all":
      return part.parts.flatMap(cut);
    case "over": {
      const members = part.parts.map((p) => filled(cut(p)));
      const pieces = Math.max(...members.map((m) => m.length));
      return Array.from({ length: pieces }, (_, i) => ({
        kind: "over",
        parts: members.flatMap((m) => m[i] ?? []),
      }));
    }
  }
}

/** One level finer; a part that lies over another stays whole. */
export const opened = (part: Part): readonly Part[] => (part.kind === "all" ? part.parts : [part]);

/** Neighbours put together as long as they fit one word. */
function filled(parts: readonly Part[]): readonly Part[] {
  const made: Part[][] = [];
  for (const p of parts) {
    const last = made.at(-1);
    const isRoom = last !== undefined && widthOf({ kind: "all", parts: last }) + widthOf(p) <= WORD_BITS;
    if (isRoom) last.push(p);
    else made.push([p]);
  }
  return made.map((of) => ({ kind: "all", parts: of }));
}

/** Gives all slots of a part that fits their places. */
export function place(part: Part, word: number, shift: number): void {
  switch (part.kind) {
    case "slot":
      part.at = { word, shift };
      return;
    case "all": {
      let next = shift;
      for (const p of part.parts) {
        place(p, word, next);
        next += widthOf(p);
      }
      return;
    }
    case "over":
      for (const p of part.parts) place(p, word, shift);
      return;
  }
}

export function bitsOf(of: Slot): Bits {
  if (of.at === null) throw new Error("bits without a place");
  return { ...of.at, width: of.width };
}
