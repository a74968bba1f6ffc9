// What a command costs: wall, CPU, peak memory, by a small C program that waits for it.
// In: a command. Out: its output and `Cost`. Also medians.
// Not here: which commands (ours.mjs, peers.mjs).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const bench = dirname(fileURLToPath(import.meta.url));
export const root = dirname(bench);
/** Where peers are built; of the user, and kept from run to run. */
export const scratch = join(tmpdir(), `racespec-bench-${process.getuid?.() ?? "user"}`);

/** Output of a command that has to succeed. */
export function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")}\n${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`);
}

/** The program that measures, built where it is missing or old. */
function meter() {
  const [source, built] = [join(bench, "measure.c"), join(scratch, "measure")];
  if (!existsSync(built) || statSync(built).mtimeMs < statSync(source).mtimeMs) {
    mkdirSync(scratch, { recursive: true });
    must("gcc", ["-O2", "-o", built, source]);
  }
  return built;
}

/**
 * Runs a command to its end. Seconds of wall and of CPU, peak memory in bytes, exit code, what it wrote.
 * @returns {{ wall: number, cpu: number, memory: number, code: number, out: string, command: string }}
 */
export function measure(command, args, cwd = root) {
  const note = join(scratch, `cost-${process.pid}`);
  const { stdout, stderr, error } = spawnSync(meter(), [note, command, ...args], {
    ...{ encoding: "utf8", maxBuffer: 1 << 28, cwd },
  });
  if (error) throw error;
  const [wall, cpu, kib, code] = readFileSync(note, "utf8").split(" ").map(Number);
  return { wall, cpu, memory: kib * 1024, code, out: stdout + stderr, command: [command, ...args].join(" ") };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Each figure's own median. */
export function medianCost(costs) {
  return Object.fromEntries(["wall", "cpu", "memory"].map((key) => [key, median(costs.map((c) => c[key]))]));
}
