/**
 * Packed states in typed arrays, found by their words: to look for a few of them among the successors of many.
 * In: packed states. Out: `WordTable`.
 * Not here: the set of all states seen (`compiler/5-emit/search/`), states as keys of JavaScript (`keys.ts`).
 */

/** Slots per state at least. */
const SPARSE = 2;

export class WordTable {
  count = 0;
  /** The states, and the slots by hash: for who looks them up elsewhere (`compiler/5-emit/search/leads.ts`). */
  get states(): Uint32Array<ArrayBuffer> {
    return this.#states.subarray(0, this.count * this.#halves);
  }
  get slots(): Uint32Array {
    return this.#slots;
  }

  /** 32-bit halves of a state. */
  readonly #halves: number;
  #states: Uint32Array<ArrayBuffer>;
  /** 1 + the number of the state; 0 where nothing is. */
  #slots: Uint32Array<ArrayBuffer>;

  /** `words`: 64-bit words of a state; `expected`: how many states are likely to come. */
  constructor(words: number, expected: number) {
    this.#halves = 2 * words;
    this.#states = new Uint32Array(Math.max(16, expected) * this.#halves);
    this.#slots = new Uint32Array(powerOfTwo(Math.max(16, expected) * SPARSE));
  }

  /** The number of the state whose 32-bit halves begin at `halves[at]`, in order of arrival; a new one where it is new. */
  add(halves: Uint32Array, at: number): number {
    const slot = this.#slotOf(halves, at);
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    const made = this.count++;
    if (this.count * this.#halves > this.#states.length) this.#states = grown(this.#states);
    for (let i = 0; i < this.#halves; i++) this.#states[made * this.#halves + i] = halves[at + i] as number;
    this.#slots[slot] = made + 1;
    if (this.count * SPARSE > this.#slots.length) this.#spread();
    return made;
  }

  /** The number of the state, -1 where it is not here. */
  find(halves: Uint32Array, at: number): number {
    return (this.#slots[this.#slotOf(halves, at)] as number) - 1;
  }

  #slotOf(halves: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(halves, at, this.#halves) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] as number;
      if (known === 0 || this.#isAt((known - 1) * this.#halves, halves, at)) return slot;
    }
  }

  #isAt(from: number, halves: Uint32Array, at: number): boolean {
    for (let i = 0; i < this.#halves; i++) if (this.#states[from + i] !== halves[at + i]) return false;
    return true;
  }

  #spread(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let i = 0; i < this.count; i++) this.#slots[this.#slotOf(this.#states, i * this.#halves)] = i + 1;
  }
}

function hash(halves: Uint32Array, at: number, n: number): number {
  let h = 0x9e3779b9;
  for (let i = 0; i < n; i++) {
    h = Math.imul(h ^ (halves[at + i] as number), 0x85ebca6b);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 13)) >>> 0;
}

const powerOfTwo = (atLeast: number): number => 2 ** Math.ceil(Math.log2(atLeast));

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const made = new Uint32Array(array.length * 2);
  made.set(array);
  return made;
}
