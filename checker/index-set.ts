/**
 * Sets of states of one level, by their index in it: a bit each, and how many members come before one.
 * In: indices. Out: `IndexSet`.
 * Not here: what is noted of the members (`ahead.ts`).
 */

/** Members below which a prefix sum is kept, in words of 32 bits. */
const STRIDE = 16;

export class IndexSet {
  readonly size: number;
  count = 0;
  readonly #bits: Uint32Array;
  /** Members before each stretch of words; made when it is asked for. */
  #before: Uint32Array | null = null;

  /** `size`: states of the level. */
  constructor(size: number) {
    this.size = size;
    this.#bits = new Uint32Array((size + 31) >>> 5);
  }

  has(i: number): boolean {
    return (((this.#bits[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
  }

  add(i: number): void {
    if (this.has(i)) return;
    this.#bits[i >>> 5] = (this.#bits[i >>> 5] as number) | (1 << (i & 31));
    this.count++;
    this.#before = null;
  }

  addAll(other: IndexSet): void {
    this.count = 0;
    for (let w = 0; w < this.#bits.length; w++) {
      this.#bits[w] = (this.#bits[w] as number) | (other.#bits[w] as number);
      this.count += ones(this.#bits[w] as number);
    }
    this.#before = null;
  }

  /** Members below `i`. */
  rank(i: number): number {
    this.#before ??= this.#sums();
    const word = i >>> 5;
    const stretch = Math.floor(word / STRIDE);
    let n = this.#before[stretch] as number;
    for (let w = stretch * STRIDE; w < word; w++) n += ones(this.#bits[w] as number);
    return n + ones((this.#bits[word] as number) & ((1 << (i & 31)) - 1));
  }

  #sums(): Uint32Array {
    const sums = new Uint32Array(Math.ceil(this.#bits.length / STRIDE) + 1);
    let n = 0;
    for (let w = 0; w < this.#bits.length; w++) {
      if (w % STRIDE === 0) sums[w / STRIDE] = n;
      n += ones(this.#bits[w] as number);
    }
    return sums;
  }
}

/** Bits that are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
