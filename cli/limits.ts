/**
 * When a search has to stop early: its time, the memory of the process, somebody's Ctrl-C.
 * In: the limits asked for, a clock and a measure of memory. Out: the question that the checker asks now and then.
 * Not here: --max-states, which the checker counts itself.
 */
import type { Limit } from "../ir/outcome.ts";

export interface Machine {
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
  /** Bytes in use, garbage included. */
  readonly memoryUsed: () => number;
  /** Bytes that can be used before the process dies of it. */
  readonly memoryLimit: number;
  /** Collects garbage; afterwards `memoryUsed` says what is really kept. */
  readonly collectGarbage: () => void;
  readonly interrupted: () => boolean;
  /** Show where in our code a bug of ours arose. */
  readonly wantsStacks: boolean;
}

export interface LimitsAsked {
  readonly maxSeconds: number | null;
  /** Bytes. */
  readonly maxMemory: number | null;
}

/** Above this share of the limit what is really kept is taken for all of it: the rest would be spent on collecting. */
const nearly = 0.9;

/** To be made when a model's turn begins: its time counts from then. */
export function watchLimits({ maxSeconds, maxMemory }: LimitsAsked, machine: Machine): () => Limit | null {
  const began = machine.now();
  const most = Math.min(maxMemory ?? Number.POSITIVE_INFINITY, machine.memoryLimit);
  const isFull = (): boolean => {
    if (machine.memoryUsed() <= most) return false;
    machine.collectGarbage();
    return machine.memoryUsed() > most * nearly;
  };
  return () => {
    if (machine.interrupted()) return "interrupted";
    if (maxSeconds !== null && machine.now() - began >= maxSeconds * 1000) return "seconds";
    return isFull() ? "memory" : null;
  };
}
