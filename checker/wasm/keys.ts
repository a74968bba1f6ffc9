/**
 * Packed states as keys of JavaScript: strings of 16-bit units, four to a word.
 * In: bytes of a memory. Out: `keyAt`, `putKey`, `keyOf`, `wordsOf`.
 * Not here: values (`decode.ts`), many states at once (`word-table.ts`).
 */
import type { Key } from "../engine.ts";
import type { Words } from "./decode.ts";

/** The state that begins at a byte address divisible by 8. */
export function keyAt(units: Uint16Array, address: number, words: number): Key {
  let key = "";
  for (let i = address / 2, end = i + 4 * words; i < end; i++) key += String.fromCharCode(units[i] as number);
  return key;
}

export function putKey(units: Uint16Array, address: number, key: Key): void {
  for (let i = 0; i < key.length; i++) units[address / 2 + i] = key.charCodeAt(i);
}

export function wordsOf(key: Key): Words {
  const units = new Uint16Array(key.length);
  putKey(units, 0, key);
  return new BigUint64Array(units.buffer);
}

export const keyOf = (words: Words): Key => keyAt(new Uint16Array(words.buffer), 0, words.length);
