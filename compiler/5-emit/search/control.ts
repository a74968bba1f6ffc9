/**
 * Turns of phrase of the search's code: words of the control block, private words of an area, loops, copies of states.
 * In: addresses of `ir/control-block.ts`. Out: `Code`.
 * Not here: what the words mean (`ir/control-block.ts`).
 */
import { br, type Code, i32, i32c, i64, label, loop, op, when } from "../wasm/code.ts";

/** A word of the control block that does not change while instances run. */
export const read = (at: number): Code => i32.load(i32c(0), at);
export const write = (at: number, value: Code): Code => i32.store(i32c(0), value, at);

/** A word of the control block that others change at the same time. */
export const readNow = (at: number): Code => op("i32.atomic.load", [i32c(0)], at);
export const writeNow = (at: number, value: Code): Code => op("i32.atomic.store", [i32c(0), value], at);
/** Adds; gives what was there before. */
export const addTo = (at: number, value: Code): Code => op("i32.atomic.rmw.add", [i32c(0), value], at);
/** Sets bits; gives what was there before. */
export const setBits = (at: number, value: number): Code => op("i32.atomic.rmw.or", [i32c(0), i32c(value)], at);

/** The body again and again as long as the test is not 0. */
export function during(test: Code, body: readonly Code[]): Code {
  const again = label("again");
  return when(test, [loop(again, [...body, br(again, test)])]);
}

/** States up to so many words are copied word by word: a memory.copy costs a call. */
const MOST_UNROLLED = 16;

/** Copies a packed state. Addresses without effects: they are evaluated once per word. */
export function copyState(to: Code, from: Code, words: number): readonly Code[] {
  if (words > MOST_UNROLLED) return [op("memory.copy", [to, from, i32c(8 * words)])];
  return Array.from({ length: words }, (_, i) => i64.store(to, i64.load(from, 8 * i), 8 * i));
}
