/**
 * Threads for a search: Node's worker threads, each with the text of two functions.
 * In: what they are to work on. Out: `spawnThread`.
 * Not here: what a thread does (`checker/wasm/serve.ts`), when one is started (`checker/wasm/wasm-engine.ts`).
 */
import { Worker } from "node:worker_threads";
import type { Spawn } from "../checker/index.ts";
import { lookElsewhere } from "../checker/wasm/elsewhere.ts";
import { serve } from "../checker/wasm/serve.ts";

const source = `(${serve.toString()})(require("node:worker_threads").workerData, ${lookElsewhere.toString()})`;

export const spawnThread: Spawn = (posting, died) => {
  const worker = new Worker(source, { eval: true, workerData: posting, execArgv: [] });
  worker.on("error", (error) => died(error instanceof Error ? error.message : String(error)));
  worker.on("exit", (code) => died(`it ended with code ${code}`));
  // A run that is over is over, whoever still waits for work.
  worker.unref();
  return {
    end: async () => {
      await worker.terminate();
    },
  };
};
