/**
 * A bijection on keys that spreads them evenly over the buckets: their place is told by the highest bits.
 * In: a key of up to 64 bits, left-aligned in `head`; for longer ones the rest left-aligned in `tail`. Out: code that
 * mixes these locals in place, and its inverse.
 * Not here: how a key is put together (`key.ts`), what is done with its parts (`slots.ts`).
 */
import { type Code, get, i64, i64c, set } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";

export interface KeyLocals {
  readonly head: Local;
  /** Null where keys have at most 64 bits. */
  readonly tail: Local | null;
}

/** Odd, bits in no order. In a left-aligned key a product mod 2^64 is the product mod 2^bits, without a mask. */
const FIRST = 0x9e3779b97f4a7c15n;
const SECOND = 0xd6e8feb86659fd93n;
const TAIL = 0xa0761d6478bd642fn;

/** x with x · odd = 1 mod 2^64: Newton's iteration doubles the number of right bits. */
function inverse(odd: bigint): bigint {
  let x = odd;
  for (let i = 0; i < 6; i++) x = BigInt.asUintN(64, x * (2n - odd * x));
  return x;
}

const highest = (bits: number): bigint => ((1n << BigInt(bits)) - 1n) << BigInt(64 - bits);

/** Folds the upper half of the key into the lower one; its own inverse, as it shifts by half of the bits or more. */
function fold(head: Local, bits: number): Code {
  const folded = i64.shr_u(get(head), i64c(Math.ceil(bits / 2)));
  return set(head, i64.xor(get(head), i64.and(folded, i64c(highest(bits)))));
}

const spreadTail = (tail: Local, bits: number): Code => i64.mul(i64.shr_u(get(tail), i64c(64 - bits)), i64c(TAIL));

/**
 * `bits` of the whole key. Both multiplications carry upwards only: without the first fold keys that differ in a few of
 * their highest bits would share their buckets.
 */
export function mix({ head, tail }: KeyLocals, bits: number): readonly Code[] {
  const inHead = Math.min(bits, 64);
  return [
    ...(tail === null ? [] : [set(head, i64.add(get(head), spreadTail(tail, bits - 64)))]),
    fold(head, inHead),
    set(head, i64.mul(get(head), i64c(FIRST))),
    fold(head, inHead),
    set(head, i64.mul(get(head), i64c(SECOND))),
  ];
}

export function unmix({ head, tail }: KeyLocals, bits: number): readonly Code[] {
  const inHead = Math.min(bits, 64);
  return [
    set(head, i64.mul(get(head), i64c(inverse(SECOND)))),
    fold(head, inHead),
    set(head, i64.mul(get(head), i64c(inverse(FIRST)))),
    fold(head, inHead),
    ...(tail === null ? [] : [set(head, i64.sub(get(head), spreadTail(tail, bits - 64)))]),
  ];
}
