/**
 * The bits of a packed state, read and put: as numbers, since that is what nearly all of them are, or as big integers.
 * In: words, where a part stands. Out: `Packed`, `get`, `put` and their wide kin.
 * Not here: what the bits stand for (`decode.ts`).
 */
import type { Bits } from "../../ir/layout.ts";

/** The 64-bit words of a packed state, unsigned. */
export type Words = BigUint64Array<ArrayBuffer>;

/** The same memory twice: words, and their halves, the low one first. */
export interface Packed {
  readonly words: Words;
  readonly halves: Uint32Array<ArrayBuffer>;
}

export const packed = (words: Words): Packed => ({
  words,
  halves: new Uint32Array(words.buffer, words.byteOffset, 2 * words.length),
});

/** Wider parts do not fit a number: ranges side by side in a union. */
export const isWide = ({ width }: Bits): boolean => width > 53;

/** Of at most 53 bits. */
export function get({ halves }: Packed, { word, shift, width }: Bits): number {
  if (width === 0) return 0;
  const low = halves[2 * word] as number;
  const high = halves[2 * word + 1] as number;
  if (shift >= 32) return (high >>> (shift - 32)) % 2 ** width;
  // Of the high half only what belongs to it, so that the sum is exact.
  const more = shift + width > 32 ? high % 2 ** (shift + width - 32) : 0;
  return ((low >>> shift) + more * 2 ** (32 - shift)) % 2 ** width;
}

/** Where there are zeros; of at most 53 bits. */
export function put({ halves }: Packed, { word, shift, width }: Bits, value: number): void {
  if (value < 0 || value >= 2 ** width) throw new Error(`${value} does not fit ${width} bits`);
  if (width === 0) return;
  const low = 2 * word;
  if (shift >= 32) {
    halves[low + 1] = (halves[low + 1] as number) | (value << (shift - 32));
    return;
  }
  const room = 2 ** (32 - shift);
  halves[low] = (halves[low] as number) | ((value % room) << shift);
  halves[low + 1] = (halves[low + 1] as number) | Math.floor(value / room);
}

const maskOf = ({ width }: Bits): bigint => (1n << BigInt(width)) - 1n;

export const getWide = ({ words }: Packed, at: Bits): bigint =>
  ((words[at.word] as bigint) >> BigInt(at.shift)) & maskOf(at);

/** Where there are zeros. */
export function putWide({ words }: Packed, at: Bits, value: bigint): void {
  if (value < 0n || value > maskOf(at)) throw new Error(`${value} does not fit ${at.width} bits`);
  words[at.word] = (words[at.word] as bigint) | (value << BigInt(at.shift));
}
