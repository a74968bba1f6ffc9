/**
 * Where the system gives this process little address space (`ulimit -v`): V8 wants eight gigabytes and more around every
 * WebAssembly memory to catch stray accesses there, and has a switch to test each access instead, which only its start can set.
 * In: Node. Out: `isCramped`, `runAgainCramped`: the same command once more in a process that makes do with less.
 * Not here: how much is reserved then (`checker/wasm/reserve.ts`).
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";

const makeDo = "--disable-wasm-trap-handler";

/** This process tests each access. */
export const makesDo = (): boolean => process.execArgv.includes(makeDo);

/** No WebAssembly memory can be had as things are, and it is worth trying in another process. */
export function isCramped(): boolean {
  if (makesDo() || !process.allowedNodeEnvironmentFlags.has(makeDo)) return false;
  try {
    new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
    return false;
  } catch (thrown) {
    if (thrown instanceof RangeError) return true;
    throw thrown;
  }
}

/** The exit code of the other process. It has our terminal and hears its signals; those sent to us alone are handed on. */
export function runAgainCramped(): Promise<number> {
  const { execPath, execArgv, argv } = process;
  const other = spawn(execPath, [...execArgv, makeDo, ...argv.slice(1)], { stdio: "inherit" });
  // Ctrl-C reaches both: the other one decides what becomes of it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => other.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    other.on("error", reject);
    other.on("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
