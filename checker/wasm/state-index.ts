/**
 * A number for every state of a search that has ended: its rank among all states (representatives) in the order of their
 * words. So it is dense, and the same whoever found the state when.
 * In: the tables of a search, read bucket by bucket. Out: `createStateIndex`.
 * Not here: single look-ups while a search runs (`contains` of `docs/abi.md`).
 */
import { BUCKET_BITS } from "../../ir/control-block.ts";
import type { Words } from "./decode.ts";
import type { Shared } from "./records.ts";

export interface StateIndex {
  /** Number of states. */
  readonly size: number;
  /** −1 where the state is none of them. Of a representative, where states are reduced by symmetry. */
  indexOf(state: Words): number;
  /** The i-th state. */
  stateAt(i: number): Words;
}

/** States of a bucket at most. */
const BUCKET = 16;

/** Reads all tables whole: 8 bytes per word and state are kept, and as much again while they are sorted. */
export function createStateIndex(shared: Shared, distinct: number): StateIndex {
  const { words } = shared;
  const states = sorted(readTable(shared, distinct), words);
  const size = states.length / words;
  const compare = (i: number, state: Words): number => {
    for (let w = 0; w < words; w++) {
      const [a, b] = [states[i * words + w] as bigint, state[w] as bigint];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  };
  return {
    size,
    indexOf(state) {
      let [low, high] = [0, size];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (compare(middle, state) < 0) low = middle + 1;
        else high = middle;
      }
      return low < size && compare(low, state) === 0 ? low : -1;
    },
    stateAt: (i) => states.slice(i * words, (i + 1) * words),
  };
}

function readTable({ instance, plan, words, halves, bytes, links }: Shared, distinct: number): Words {
  const bucketBits = halves[BUCKET_BITS / 4] as number;
  const first = { ...instance, bytes, bucketBits, asked: { base: plan.answers.base, states: plan.blockRecords } };
  const states = new BigUint64Array(distinct * words);
  const into = new Uint8Array(states.buffer);
  let filled = 0;
  for (const { exports, asked, ...table } of [first, ...links]) {
    const buckets = 2 ** table.bucketBits;
    const step = Math.max(1, Math.floor(asked.states / BUCKET));
    for (let from = 0; from < buckets; from += step) {
      const count = exports.scan(from, Math.min(buckets, from + step), asked.base);
      const length = count * 8 * words;
      if (filled + length > into.length) throw new Error("the table holds more states than were counted");
      into.set(table.bytes.subarray(asked.base, asked.base + length), filled);
      filled += length;
    }
  }
  if (filled !== into.length) throw new Error("the table holds fewer states than were counted");
  return states;
}

/** Ascending by the first word, then the second and so on. */
function sorted(states: Words, words: number): Words {
  if (words === 1) return states.sort();
  const size = states.length / words;
  let order = new Uint32Array(size).map((_, i) => i);
  let other = new Uint32Array(size);
  const units = new Uint16Array(states.buffer);
  // Unit by unit, the least significant one first: each pass keeps the order of those before where its unit is equal.
  for (let w = words - 1; w >= 0; w--) {
    for (let unit = 0; unit < 4; unit++) {
      sortByUnit(units, 4 * words, 4 * w + unit, order, other);
      [order, other] = [other, order];
    }
  }
  const made = new BigUint64Array(states.length);
  for (const [i, from] of order.entries()) made.set(states.subarray(from * words, (from + 1) * words), i * words);
  return made;
}

function sortByUnit(units: Uint16Array, stride: number, unit: number, from: Uint32Array, to: Uint32Array): void {
  const next = new Uint32Array(2 ** 16 + 1);
  for (const i of from) {
    const value = (units[i * stride + unit] as number) + 1;
    next[value] = (next[value] as number) + 1;
  }
  for (let value = 1; value < next.length; value++) next[value] = (next[value] as number) + (next[value - 1] as number);
  for (const i of from) {
    const value = units[i * stride + unit] as number;
    const at = next[value] as number;
    next[value] = at + 1;
    to[at] = i;
  }
}
