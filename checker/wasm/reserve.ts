/**
 * The process's one WebAssembly memory: reserved once, used by one model after the other, clean for each.
 * In: nothing. Out: `Reserve`.
 * Not here: what stands where in it (`memory-plan.ts`), how much of it a run may use (`wasm-engine.ts`).
 */

export const PAGE = 65536;
/** 4 GiB: what 32-bit addresses reach. */
const MOST = 65536;
/** 16 MiB: less than that is not worth a search. */
const LEAST = 256;
/** 256 MiB: what is left to V8 where address space is scarce. */
const LEFT = 4096;
/** Bytes that a model has used above which the memory is given back to the system instead of being overwritten. */
const CLEARED = 64 * 2 ** 20;

/** Not even a small search finds room. */
export class NoMemory extends Error {
  /** `bytes`: what there is. */
  constructor(bytes: number) {
    super(`${Math.floor(bytes / 2 ** 20)} MiB of memory are too few for a search`);
  }
}

/** Used bytes, from the first on and up to (not including) the second. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Reserve {
  /** A memory full of zeros, to be used by one model; `release` ends that. Throws `NoMemory` where not even 16 MiB can be had. */
  take(): WebAssembly.Memory;
  /** One more memory of at least so many bytes, all zero, for the model that has the first one. Null where the system refuses it. */
  more(bytes: number): WebAssembly.Memory | null;
  /** What of it was written. Not to be called while a worker still uses it. */
  release(used: readonly Stretch[]): void;
}

export interface Surroundings {
  /** Collects V8's garbage, and with it memories that nobody uses any more. */
  readonly collect: () => void;
  /** Address space is scarce (`ulimit -v`): some of it is left for V8, which dies where it finds none. */
  readonly isScarce: boolean;
  /** Bytes of address space that are left; null where nobody knows. To ask for more than there is costs V8 seconds. */
  readonly left?: () => number | null;
}

/** `most`: pages; less is reserved where the system refuses so many. */
export function createReserve(
  most: number = MOST,
  around: Surroundings = { collect: () => {}, isScarce: false },
): Reserve {
  let kept: WebAssembly.Memory | null = null;
  let isTaken = false;
  let isLarge = false;
  let hasMore = false;
  return {
    take() {
      if (isTaken) throw new Error("the memory belongs to a model that is still being checked");
      if (isLarge) around.collect();
      isLarge = false;
      kept ??= reserved(most, around);
      isTaken = true;
      return kept;
    },
    more(bytes) {
      if (!isTaken) throw new Error("the first memory belongs to no model");
      const pages = Math.ceil(bytes / PAGE);
      const memory = pages > MOST ? null : ofPages(pages);
      if (memory === null || !leavesEnough(around)) return null;
      hasMore = true;
      return memory;
    },
    release(used) {
      isTaken = false;
      if (kept === null) return;
      // Pages that were touched stay with the process for as long as the memory does.
      const isWide = used.reduce((n, { from, to }) => n + to - from, 0) > CLEARED;
      isLarge = isWide || hasMore;
      hasMore = false;
      if (isWide) kept = null;
      else for (const { from, to } of used) new Uint8Array(kept.buffer, from, to - from).fill(0);
    },
  };
}

function reserved(most: number, around: Surroundings): WebAssembly.Memory {
  for (let pages = Math.min(most, likely(around)); pages >= Math.min(LEAST, most); pages = pages >>> 1) {
    const memory = ofPages(pages);
    if (memory !== null && leavesEnough(around)) return memory;
  }
  throw new NoMemory(0);
}

/** Pages that there may be: a power of two that leaves V8 its part. */
function likely({ isScarce, left }: Surroundings): number {
  const bytes = isScarce ? (left?.() ?? null) : null;
  if (bytes === null) return MOST;
  return Math.min(MOST, 2 ** Math.floor(Math.log2(Math.max(LEAST, bytes / PAGE - LEFT))));
}

/** To be asked when a memory has just been reserved. */
function leavesEnough({ collect, isScarce, left }: Surroundings): boolean {
  if (!isScarce) return true;
  const bytes = left?.() ?? null;
  if (bytes !== null && bytes >= LEFT * PAGE) return true;
  const isEnough = ofPages(LEFT) !== null;
  collect();
  return isEnough;
}

function ofPages(pages: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: MOST, shared: true });
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}
