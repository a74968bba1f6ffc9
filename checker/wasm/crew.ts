/**
 * The threads that help with a level: woken for a round, they run until nothing is left or somebody calls a halt.
 * In: a way to start threads, a compiled module, the shared memory. Out: `startCrew`.
 * Not here: what a thread does (`serve.ts`), growth and limits, for which all must rest (`wasm-engine.ts`).
 */
import type { Asked } from "./elsewhere.ts";
import { type Posting, SAID, SIGNAL } from "./serve.ts";

/** A thread that was started. */
export interface Thread {
  /** Ends it at once, whatever it does; done when it no longer touches the memory. */
  readonly end: () => Promise<void>;
}

/** Starts a thread that calls `serve(posting)`; `died` is told when it ends without having been asked to. */
export type Spawn = (posting: Posting, died: (reason: string) => void) => Thread;

export interface Crew {
  /** All threads are up. */
  isReady(): boolean;
  /** A round has begun and not all rest yet. */
  isAtWork(): boolean;
  /** Wakes all. */
  begin(level: number): void;
  /** Calls a halt: everybody rests soon. */
  halt(): void;
  isHalted(): boolean;
  /** Until all rest. `breathe` lets the host hear of threads that died. */
  rest(breathe: () => Promise<void>): Promise<void>;
  /** What `run` last gave, by thread. */
  codes(): readonly number[];
  generated(): number;
  distinct(): number;
  end(): Promise<void>;
}

/** 64-bit words of the board's head, and of each thread's slot: a cache line. */
const LINE = 8;
/** Milliseconds that a wait blocks this thread. */
const NAP = 2;
/** Naps between two breaths. */
const NAPS = 8;

export function startCrew(
  spawn: Spawn,
  count: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  place: (thread: number) => { readonly area: number; readonly asked: readonly Asked[] },
): Crew {
  const board = new SharedArrayBuffer(8 * LINE * (count + 1));
  const signals = new Int32Array(board);
  const numbers = new Float64Array(board);
  const slots = Array.from({ length: count }, (_, i) => LINE * (i + 1));
  let death: string | null = null;
  let hasEnded = false;
  const threads = slots.map((slot, i) =>
    spawn({ module, memory, ...place(i), board, signal: SIGNAL, slot, said: SAID }, (reason) => {
      if (!hasEnded) death ??= reason;
    }),
  );
  const busy = (): number => Atomics.load(signals, SIGNAL.busy);
  const alive = (): void => {
    if (death !== null) throw new Error(`a thread of the search died: ${death}`);
  };
  const sum = (which: number): number => slots.reduce((n, at) => n + (numbers[at + which] as number), 0);
  return {
    isReady() {
      alive();
      return Atomics.load(signals, SIGNAL.ready) === count;
    },
    isAtWork: () => busy() > 0,
    begin(level) {
      Atomics.store(signals, SIGNAL.halt, 0);
      Atomics.store(signals, SIGNAL.level, level);
      Atomics.store(signals, SIGNAL.busy, count);
      Atomics.add(signals, SIGNAL.round, 1);
      Atomics.notify(signals, SIGNAL.round);
    },
    halt() {
      Atomics.store(signals, SIGNAL.halt, 1);
    },
    isHalted: () => Atomics.load(signals, SIGNAL.halt) !== 0,
    async rest(breathe) {
      for (let naps = 1; ; naps++) {
        const left = busy();
        if (left === 0) return;
        Atomics.wait(signals, SIGNAL.busy, left, NAP);
        if (naps % NAPS !== 0) continue;
        await breathe();
        alive();
      }
    },
    codes: () => slots.map((at) => numbers[at + SAID.code] as number),
    generated: () => sum(SAID.generated),
    distinct: () => sum(SAID.distinct),
    async end() {
      hasEnded = true;
      await Promise.all(threads.map((t) => t.end()));
    },
  };
}
