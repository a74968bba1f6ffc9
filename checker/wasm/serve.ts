/**
 * What a thread that helps with a search does: it waits for a round, runs the module on the shared memory, and rests.
 * In: a `Posting`. Out: `serve`, which never returns; the board by which the threads and their host understand each other.
 * Not here: the host's side (`crew.ts`), starting a thread (`cli/search-threads.ts`).
 *
 * A thread gets the text of `serve` (and of `lookElsewhere`) and nothing else, so that it is up at once and needs no file of ours: the function
 * refers to nothing outside itself. What it must know of the board comes with the posting.
 */

import type { Asked, lookElsewhere } from "./elsewhere.ts";

export interface Posting {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Base of this thread's area. */
  readonly area: number;
  /** Other memories, where states are looked up as well. */
  readonly asked: readonly Asked[];
  readonly board: SharedArrayBuffer;
  readonly signal: typeof SIGNAL;
  /** First 64-bit word of what this thread says of itself on the board. */
  readonly slot: number;
  readonly said: typeof SAID;
}

/** 32-bit words at the head of the board. */
export const SIGNAL = {
  /** Grows when a round begins: threads wait for that. */
  round: 0,
  /** Threads that have not come to rest in this round. */
  busy: 1,
  /** Not 0: come to rest at the end of your block. */
  halt: 2,
  /** Of the level that is expanded. */
  level: 3,
  /** Threads that are up. */
  ready: 4,
} as const;

/** 64-bit words of a slot: what `run` gave last, states computed, states found. */
export const SAID = { code: 0, generated: 1, distinct: 2 } as const;

/** `look`: that function, handed in as a text of its own. */
export function serve(
  { module, memory, area, asked, board, signal, slot, said }: Posting,
  look: typeof lookElsewhere,
): void {
  /** Parents between two looks at the board. */
  const chunk = 4096;
  // Return codes of `run` (ir/control-block.ts).
  const nothingLeft = 0;
  const mostReached = 1;
  const signals = new Int32Array(board);
  const numbers = new Float64Array(board);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const call = (name: string, ...args: readonly number[]): number => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`the module has no function ${name}`);
    return Number(found(...args));
  };
  const read = (name: string): number => {
    const found = exports[name];
    if (!(found instanceof WebAssembly.Global)) throw new Error(`the module has no global ${name}`);
    return Number(found.value);
  };
  call("attach", area);
  call("enter");
  if (asked.length > 0 && exports.elsewhere instanceof WebAssembly.Table) {
    const elsewhere = look(module, memory);
    for (const one of asked) elsewhere.add(one);
    exports.elsewhere.set(0, elsewhere.entry);
  }
  let round = Atomics.load(signals, signal.round);
  let finished = -1;
  Atomics.add(signals, signal.ready, 1);
  for (;;) {
    Atomics.wait(signals, signal.round, round);
    round = Atomics.load(signals, signal.round);
    const level = Atomics.load(signals, signal.level);
    let code = finished === level ? nothingLeft : mostReached;
    while (code === mostReached && Atomics.load(signals, signal.halt) === 0) {
      code = call("run", chunk);
      numbers[slot + said.generated] = read("generated");
      numbers[slot + said.distinct] = read("distinct");
    }
    if (code === nothingLeft && finished !== level) {
      call("flushOut");
      finished = level;
    }
    // Whatever else it is, the others must rest before it can be put right.
    if (code !== nothingLeft) Atomics.store(signals, signal.halt, 1);
    numbers[slot + said.code] = code;
    Atomics.sub(signals, signal.busy, 1);
    Atomics.notify(signals, signal.busy);
  }
}
