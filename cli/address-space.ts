/**
 * Where the system gives this process little address space (`ulimit -v`): V8 wants eight gigabytes and more around every
 * WebAssembly memory to catch stray accesses there, and has a switch to test each access instead, which only its start can set.
 * In: Node. Out: `isCramped`, `runAgainCramped`: the same command once more in a process that makes do with less;
 * `addressSpaceLeft`.
 * Not here: how much is reserved then (`checker/wasm/reserve.ts`).
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** Bytes of address space that the system still gives to this process; null where it does not say or sets no limit. */
export function addressSpaceLeft(): number | null {
  try {
    const [, limit] = /^Max address space\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    const [, taken] = /^VmSize:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return limit === undefined || taken === undefined ? null : Number(limit) - 1024 * Number(taken);
  } catch {
    return null;
  }
}

/** In the other process: ends with the first one, however that ends. */
export function endWithParent(): void {
  if (!makesDo() || process.channel === undefined) return;
  process.channel.unref();
  process.on("disconnect", () => process.exit(143));
}

/**
 * The exit code of the other process, which has our terminal. Signals that we hear are handed on; those of the terminal reach it
 * twice, which counts once (`interruption.ts`).
 */
export function runAgainCramped(): Promise<number> {
  const { execPath, execArgv, argv } = process;
  const other = spawn(execPath, [...execArgv, makeDo, ...argv.slice(1)], {
    // The channel carries nothing: it breaks when one of the two is gone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => other.kill(signal));
  return new Promise((resolve, reject) => {
    other.on("error", reject);
    other.on("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
