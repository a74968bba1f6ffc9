// What the system refuses ends a run in words, or is made do without: address space, disk, memory. The command runs as people
// start it, in a shell that is kept short. Guards against V8's own abort, and against files left behind in the temporary folder.
// `npm test` builds dist/ first. Not here: the same without a process (test/engine/).
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const main = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "spec-check-limits-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** 8^N states, and a deepest one of which a trace is told. */
writeFileSync(
  join(folder, "digits.race.ts"),
  `/** N digits that count up to 7, each by itself. */
import { constant, every, fill, type Index, type Int, spec, when } from "racespec";
export const N = constant(6);
type Digit = Index<typeof N>;
const { action, model, reachable } = spec<{ digit: Record<Digit, Int<0, 7>> }>(() => ({ digit: fill(0) }));
/** One digit counts. */
export const up = action((s, d: Digit) => {
  when(s.digit[d] < 7);
  s.digit[d]++;
});
/** All are at their end. */
export const allAreUp = reachable((s) => every((d: Digit) => s.digit[d] === 7));
export const digits = model({}, { deadlock: "ignore" });
`,
);

interface Told {
  readonly status: number | null;
  readonly stderr: string;
  readonly model: Readonly<Record<string, unknown>>;
}

/** `limits`: shell commands before ours. */
function start(limits: string, args: string, temporary = folder): Told {
  const command = `${limits}; exec "${process.execPath}" "${main}" digits.race.ts --no-cache --reporter json ${args}`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    ...{ cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 },
    env: { PATH: process.env.PATH, TMPDIR: temporary },
  });
  return { status, stderr, model: JSON.parse(stdout).models[0] };
}

const whole = { verdict: "holds", distinct: 8 ** 6, depth: 43, limit: null };

describe("a search", () => {
  it.each([2_000_000, 4_000_000])("makes do with little address space: ulimit -v %i", (kilobytes) => {
    const { status, stderr, model } = start(`ulimit -v ${kilobytes}`, "");
    expect(stderr).toBe("");
    expect(model).toMatchObject({ ...whole, witnesses: [{ property: "allAreUp", traceLength: 42 }] });
    expect(status).toBe(0);
  });

  it("keeps its levels in memory where the disk is full or there is none, and says so", () => {
    for (const { model, status } of [start("ulimit -f 1", "--set N=7"), start(":", "--set N=7", "/nowhere")]) {
      expect(model).toMatchObject({ ...whole, distinct: 8 ** 7, depth: 50 });
      expect(model.notes).toMatchObject([expect.stringContaining("could not be written to disk")]);
      expect(status).toBe(0);
    }
  });

  it("is incomplete where --max-memory ends, with what it covered", () => {
    const { model, status } = start(":", "--set N=8 --max-memory 90M");
    expect(model).toMatchObject({ verdict: "incomplete", limit: "memory" });
    expect(model.distinct).toBeGreaterThan(1000);
    expect(status).toBe(3);
  });

  it("says what it took, and leaves nothing behind", () => {
    const { model } = start(":", "--set N=7");
    expect(model.memory).toBeGreaterThan(4 * 8 ** 7);
    expect(model.bytesPerState).toBeLessThan(100);
    expect(readdirSync(folder).filter((name) => name !== "digits.race.ts")).toEqual([]);
  });
});

describe("a run that is broken off", () => {
  const cache = join(folder, "..", `${folder.split("/").at(-1)}-cache`);
  afterAll(() => rmSync(cache, { recursive: true, force: true }));
  const env = { PATH: process.env.PATH, TMPDIR: folder, RACESPEC_CACHE_DIR: cache };
  const command = (more: string): string => `exec "${process.execPath}" "${main}" digits.race.ts ${more}`;

  /** Sends a signal when the search is under way; resolves with how it ended. */
  function broken(limits: string, more: string, signal: NodeJS.Signals) {
    return new Promise<{ readonly code: number | null; readonly by: string | null; readonly stdout: string }>(
      (resolve) => {
        const child = spawn("sh", ["-c", `${limits}; ${command(`--set N=12 --max-seconds 60 ${more}`)}`], {
          cwd: folder,
          env,
        });
        let stdout = "";
        child.stdout.on("data", (text) => {
          stdout += text;
        });
        child.on("close", (code, by) => resolve({ code, by, stdout }));
        setTimeout(() => child.kill(signal), 2500);
      },
    );
  }

  it.each([
    [":", "--workers 1", "SIGINT"],
    [":", "--workers 2", "SIGTERM"],
    ["ulimit -v 4000000", "", "SIGINT"],
  ] as const)("says how far it came, after %s %s %s", async (limits, more, signal) => {
    const { code, stdout } = await broken(limits, more, signal);
    expect(stdout).toContain("interrupted");
    expect(code).toBe(130);
  });

  it.each([":", "ulimit -v 4000000"])("leaves nothing behind when it is killed, after %s", async (limits) => {
    expect(await broken(limits, "--workers 2", "SIGKILL")).toMatchObject({ code: null, by: "SIGKILL" });
    expect(readdirSync(folder).filter((name) => name !== "digits.race.ts")).toEqual([]);
    const after = spawnSync("sh", ["-c", command("--set N=4")], { cwd: folder, env, encoding: "utf8" });
    expect(after.stdout).toContain("4,096");
    expect(after.status).toBe(0);
  });

  it("ends quietly where nobody reads what it says", () => {
    const read = `(${command("--set N=4 --trace")}) 2>&1; echo "ended $?" >&2`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `{ ${read}; } | head -1`], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    expect(stdout.split("\n").length).toBe(2);
    expect(["ended 0\n", "ended 141\n"]).toContain(stderr);
  });
});
