// The command as people start it: dist/cli/main.js in a process of its own, over small specs in a folder of its own.
// Exit codes, what goes to which stream, colours, files, signals. `npm test` builds dist/ first.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const main = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "spec-check-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** Not the cache of whoever runs the tests. */
const cache = join(folder, ".cache");

const counter = `/** A counter that two threads increment, each by reading and then writing. */
import { constant, every, fill, type Id, type Int, spec, violates } from "racespec";
export const N = constant(2);
/** Is the increment one step? */
export const ATOMIC = constant(false);
type Thread = Id<"Thread", typeof N>;
const { invariant, model, process } = spec<{ x: Int<0, 9>; read: Record<Thread, Int<0, 9>> }>(() => ({ x: 0, read: fill(0) }));

export const increment = process(function* (s, self: Thread) {
  // The thread reads.
  s = yield "read";
  s.read[self] = s.x;
  if (ATOMIC) {
    s.x = s.x + 1;
    return;
  }
  // The thread writes what it read, plus one.
  s = yield "write";
  s.x = s.read[self] + 1;
});

/** When all are done, nobody's increment is lost. */
export const nothingLost = invariant((s) => !every((t: Thread) => increment.done(s, t)) || s.x === N);
`;
const models = {
  "fine.race.ts": `export const atomic = model({ ATOMIC: true });
export const asReported = model({}, { expect: violates(nothingLost) });\n`,
  "unexpected.race.ts": "export const surprise = model();\n",
  "wrong.race.ts": "export const typo = model({ M: 3 });\n",
  "large.race.ts": 'export const large = model({ N: 9 }, { symmetry: "off" });\n',
};
for (const [name, text] of Object.entries(models)) writeFileSync(join(folder, name), counter + text);

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    ...{ cwd: folder, encoding: "utf8" },
    env: { PATH: process.env.PATH, RACESPEC_CACHE_DIR: cache, ...env },
  });
  return { status, stdout, stderr };
}

describe("exit codes", () => {
  it.each([
    [["fine.race.ts"], 0],
    [["unexpected.race.ts"], 1],
    [["wrong.race.ts"], 2],
    [["nowhere"], 2],
    [["fine.race.ts", "--max-states", "2"], 3],
  ])("%o: %i", (args, code) => {
    expect(start(args).status).toBe(code);
  });
});

it("shows verdicts, and the trace of what was not expected", () => {
  const { stdout, stderr } = start(["fine.race.ts", "unexpected.race.ts"]);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/✓ atomic +holds/);
  expect(stdout).toMatch(/✓ asReported +violated .* nothingLost after 4 steps, as expected/);
  expect(stdout).toMatch(/✗ surprise +violated .* nothingLost after 4 steps, expected to hold/);
  expect(stdout.match(/The last state/g)).toHaveLength(1);
  expect(stdout).toContain("3  Thread#1  write  :18  The thread writes what it read, plus one.\n       x: 0 → 1");
  expect(start(["fine.race.ts", "--model", "asReported"]).stdout).toContain("The last state");
});

it("writes JSON and nothing else, the same bytes every time", () => {
  const [one, two] = [start(["--reporter", "json", "fine.race.ts"]), start(["--reporter", "json", "fine.race.ts"])];
  const timeless = (text: string) => text.replace(/"(seconds|memory|bytesPerState)":[\d.]+/g, '"$1":0');
  expect(one.stderr).toBe("");
  expect(timeless(one.stdout)).toBe(timeless(two.stdout));
  expect(JSON.parse(one.stdout)).toMatchObject({
    version: 1,
    diagnostics: [],
    models: [
      { file: "fine.race.ts", model: "atomic", verdict: "holds", symmetry: { Thread: 2 } },
      { model: "asReported", verdict: "violated", property: "nothingLost", expected: true, traceLength: 4 },
    ],
  });
});

it("tells readers of JSON about refused options and mistakes too", () => {
  const codes = (...args: readonly string[]): readonly string[] => {
    const document: { readonly diagnostics: readonly { readonly code: string }[] } = JSON.parse(
      start(["--reporter", "json", ...args]).stdout,
    );
    return document.diagnostics.map((d) => d.code);
  };
  expect(codes("--workers", "none")).toEqual(["SPEC7008"]);
  expect(codes("wrong.race.ts")).toEqual(["SPEC2031"]);
});

it("shows the compiled form: text for people, one module for other hosts", () => {
  const shown = (form: string) => start(["fine.race.ts", "--emit", form, "--model", "atomic"]).stdout;
  expect(shown("ir")).toMatch(/^\/\/ fine.race.ts atomic\nmodel atomic/);
  expect(shown("layout")).toMatch(/^\/\/ fine.race.ts atomic\n\d+ bits in 1 word of 64/);
  expect(shown("wat")).toMatch(/^;; fine.race.ts atomic\n\(module/);
  expect(shown("wasm").startsWith("\0asm")).toBe(true);
  const { status, stderr } = start(["fine.race.ts", "--emit", "wasm"]);
  expect(status).toBe(2);
  expect(stderr).toContain("SPEC7016 emit-one-model  --emit wasm writes one module, and 2 models are meant");
});

it("shows no module of a model with a view, which another engine searches", () => {
  writeFileSync(join(folder, "viewed.race.ts"), `${counter}export const viewed = model({}, { view: (s) => s.x });\n`);
  expect(start(["viewed.race.ts", "--emit", "ir"]).stdout).toMatch(/^view \{$/m);
  for (const form of ["wasm", "wat"]) {
    const { status, stdout, stderr } = start(["viewed.race.ts", "--emit", form]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("SPEC7019 emit-view  viewed has a view");
  }
  const notes = start(["viewed.race.ts", "--fusion", "--workers", "2"]).stdout;
  expect(notes).toContain("note: a view is searched by the interpreter, with one worker");
  expect(notes).toContain("note: fusion is off: a view looks at every state");
  expect(notes).toContain("note: symmetry is off: a view looks at every state");
});

it("writes reports to files while people still see the run", () => {
  const { stdout } = start(["fine.race.ts", "--reporter", "json=out/run.json", "--reporter", "markdown=out/run.md"]);
  expect(stdout).toMatch(/✓ 2 models in 1 file: 2 as expected/);
  expect(JSON.parse(readFileSync(join(folder, "out", "run.json"), "utf8"))).toMatchObject({ version: 1 });
  expect(readFileSync(join(folder, "out", "run.md"), "utf8")).toContain("| ✓ | `atomic` | holds |");
  const refused = start(["fine.race.ts", "--reporter", "json=fine.race.ts/x"]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("SPEC7011");
});

it("says which links of a folder lead nowhere, and checks what else is in it", () => {
  const links = join(folder, "links");
  mkdirSync(links);
  writeFileSync(join(links, "fine.race.ts"), counter + models["fine.race.ts"]);
  symlinkSync("nowhere", join(links, "gone.race.ts"));
  symlinkSync("circle", join(links, "circle"));
  const { status, stdout } = start(["links"]);
  expect(status).toBe(2);
  expect(stdout).toContain("2 as expected");
  expect(stdout).toContain("SPEC7005 unreadable  links/gone.race.ts cannot be read: it is neither a file nor a folder");
  expect(stdout).not.toContain("circle");
  rmSync(links, { recursive: true });
});

it("does not take a file that fills up for a bug of its own", () => {
  const full = start(["fine.race.ts", "--reporter", "markdown=/dev/full"]);
  if (!existsSync("/dev/full")) return;
  expect(full.status).toBe(2);
  expect(full.stderr).toContain("SPEC7011");
  expect(full.stdout).toContain("2 as expected");
});

it("does not write two reports into one file", () => {
  const { status, stderr } = start(["fine.race.ts", "--reporter", "json=one", "--reporter", "markdown=one"]);
  expect(status).toBe(2);
  expect(stderr).toContain("the reporters json and markdown would both write to one\n");
});

it("sets constants", () => {
  expect(start(["fine.race.ts", "--model", "atomic", "--set", "ATOMIC=false"]).stdout).toMatch(/✗ atomic +violated/);
});

it("has colours on demand only", () => {
  expect(start(["fine.race.ts"], { FORCE_COLOR: "1" }).stdout).toContain("\u001b[");
  expect(start(["fine.race.ts"], { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout).not.toContain("\u001b[");
  // On a build machine picocolors would take it upon itself.
  const { stdout } = start(["fine.race.ts"], { CI: "1" });
  expect(stdout).toMatch(/^fine\.race\.ts\n/);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).not.toContain("\ufffd");
});

it("prints the compiled form", () => {
  const { status, stdout } = start(["fine.race.ts", "--model", "atomic", "--emit", "ir"]);
  expect(status).toBe(0);
  expect(stdout).toContain("model atomic of fine.race.ts");
  expect(stdout).not.toContain("as expected");
});

it("prints help and version without reading a spec", () => {
  expect(start(["--help"]).stdout).toContain("Exit codes:");
  expect(start(["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+/);
  const unknown = start(["explain", "SPEC0000"]);
  expect(unknown).toMatchObject({ status: 2, stdout: "" });
  expect(unknown.stderr).toContain("SPEC7012");
});

describe("a large run", () => {
  const begin = () =>
    spawn(process.execPath, [main, "large.race.ts"], {
      cwd: folder,
      env: { ...process.env, RACESPEC_CACHE_DIR: cache },
    });

  it.each(["SIGINT", "SIGTERM"] as const)("reports what it covered when it hears %s", async (signal) => {
    const child = begin();
    let stdout = "";
    child.stdout.on("data", (text) => (stdout += text));
    setTimeout(() => child.kill(signal), 2500);
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(stdout).toMatch(/\? large +incomplete .* interrupted/s);
  });

  it("stops after the time that it is given", () => {
    const { status, stdout } = start(["large.race.ts", "--max-seconds", "0.5"]);
    expect(status).toBe(3);
    expect(stdout).toContain("stopped at --max-seconds");
  });
});

it("ends quietly when nobody reads on", async () => {
  const child = spawn(process.execPath, [main, "."], {
    cwd: folder,
    env: { ...process.env, RACESPEC_CACHE_DIR: cache },
  });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  child.stdout.destroy();
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(141);
  expect(stderr).toBe("");
});
