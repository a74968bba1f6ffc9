/**
 * What this machine offers to generated searches: one memory for all models of a run, threads, a place to spill levels.
 * In: Node, options. Out: `engineHosts`, `residentMemory`.
 * Not here: how an engine uses it (`checker/wasm/`), limits of time and of V8's heap (`limits.ts`).
 */
import { availableParallelism, totalmem } from "node:os";
import type { EngineHost } from "../checker/index.ts";
import { createReserve } from "../checker/wasm/reserve.ts";
import { addressSpaceLeft, makesDo } from "./address-space.ts";
import type { Machine } from "./limits.ts";
import type { Options } from "./options.ts";
import { spawnThread } from "./search-threads.ts";
import { temporarySpill } from "./spill-file.ts";

/** Threads cost some 30 ms each to start: what a search of so many states takes. */
const WORTH_A_THREAD = 200_000;
/** Waking the threads for a level takes as long as some hundred states. */
const WORTH_WAKING = 8192;
/** Share of the machine's memory that one model may use unless --max-memory says otherwise. */
const SHARE = 0.75;

/** Who hears of a search: why its levels stay in memory, where they have to; how many bytes it held. */
export interface Listening {
  readonly failed: (reason: string) => void;
  readonly held: (bytes: number) => void;
}

/** Of one model after the other. */
export type EngineHosts = (options: Options, listening: Listening) => EngineHost;

export function engineHosts(
  { memoryUsed, collectGarbage }: Pick<Machine, "memoryUsed" | "collectGarbage">,
  breathe: () => Promise<void>,
): EngineHosts {
  const isScarce = makesDo();
  const reserve = createReserve(undefined, { collect: collectGarbage, isScarce, left: addressSpaceLeft });
  // Asking takes as long as a small search.
  const machine = machineMemory();
  return ({ workers, maxMemory }, { failed, held }) => ({
    reserve,
    spill: temporarySpill(failed),
    // Each thread has a V8 of its own, which takes address space too.
    spawn: isScarce ? null : spawnThread,
    workers: workers ?? availableParallelism(),
    workersFrom: WORTH_A_THREAD,
    wakeFrom: WORTH_WAKING,
    maxMemory: maxMemory ?? SHARE * machine,
    memoryUsed,
    collectGarbage,
    breathe,
    held,
  });
}

/** Bytes: of the machine, or of the container that this process is kept in. */
function machineMemory(): number {
  const kept = process.constrainedMemory();
  return kept > 0 ? Math.min(kept, totalmem()) : totalmem();
}

/** Bytes of the process that are in the machine's memory now, and the most there ever were. */
export function residentMemory(): { readonly now: number; readonly most: number } {
  return { now: process.memoryUsage.rss(), most: process.resourceUsage().maxRSS * 1024 };
}
