// The command with its cache, as people start it: a copy of dist/, over specs in a folder of its own. Guards against
// reports that differ with and without the cache, a compiler that is loaded for nothing, and runs that fail because a
// cache cannot be read or written, is shared by several runs, or was left by one that was killed.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), "racespec-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

const specs = join(folder, "specs");
mkdirSync(specs);
for (const name of ["counter", "peterson-process"]) {
  cpSync(join(root, "specs", `${name}.race.ts`), join(specs, `${name}.race.ts`));
}
writeFileSync(
  join(specs, "wrong.race.ts"),
  readFileSync(join(specs, "counter.race.ts"), "utf8").replace("s.counter++", "s.count++"),
);

/** Each test has a cache of its own. */
let caches = 0;
const newCache = (): string => join(folder, `cache-${caches++}`);

/** What is measured differs from run to run. */
const unmeasured = (text: string): string =>
  text.replace(/"(seconds|memory|bytesPerState)":[\d.]+/g, '"$1":0').replace(/ *\d+\.\d+ s/g, " 0 s");

function check(cache: string, args: readonly string[] = [], main = join(root, "dist", "cli", "main.js")) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, "specs"], {
    ...{ cwd: folder, encoding: "utf8" },
    env: { PATH: process.env.PATH, RACESPEC_CACHE_DIR: cache },
  });
  return { status, stdout: unmeasured(stdout), stderr };
}

const kept = (cache: string): readonly string[] =>
  existsSync(cache) ? readdirSync(cache).filter((f) => /\.spec$/.test(f)) : [];

it.each([["json"], ["markdown"], ["pretty"]])(
  "reports the same with and without, the first time and later: %s",
  (name) => {
    const cache = newCache();
    const args = ["--trace", "--reporter", name];
    const without = check(cache, ["--no-cache", ...args]);
    expect(existsSync(cache)).toBe(false);
    const [first, second] = [check(cache, args), check(cache, args)];
    expect(kept(cache)).toHaveLength(3);
    expect(without).toMatchObject({ status: 2, stderr: "" });
    expect(first).toEqual(without);
    expect(second).toEqual(without);
  },
);

it("does not load the compiler for what is known", () => {
  const copy = join(folder, "package");
  cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  const main = join(copy, "dist", "cli", "main.js");
  const cache = newCache();
  const before = check(cache, [], main);
  const parts = readdirSync(dirname(main)).filter((file) => /^(?:compiler|typescript).*\.cjs$/.test(file));
  expect(parts).toHaveLength(2);
  for (const part of parts) rmSync(join(dirname(main), part));
  expect(check(cache, [], main)).toEqual(before);
  expect(check(cache, ["--no-cache"], main).status).toBe(70);
});

it("does as well where nothing can be kept", () => {
  const without = check(newCache(), ["--no-cache"]);
  for (const nowhere of ["/dev/full/cache", "/proc/racespec", join(specs, "counter.race.ts")]) {
    expect(check(nowhere)).toEqual(without);
  }
});

it("is not disturbed by what is damaged, and mends it", () => {
  const cache = newCache();
  const first = check(cache);
  for (const file of kept(cache)) {
    const bytes = readFileSync(join(cache, file));
    writeFileSync(join(cache, file), bytes.subarray(0, bytes.length >> 1));
  }
  expect(check(cache)).toEqual(first);
  const mended = kept(cache).map((file) => readFileSync(join(cache, file)).length);
  expect(check(cache)).toEqual(first);
  expect(kept(cache).map((file) => readFileSync(join(cache, file)).length)).toEqual(mended);
});

it("serves several runs at a time, and those after one that was killed", async () => {
  const cache = newCache();
  const start = () =>
    spawn(process.execPath, [join(root, "dist", "cli", "main.js"), "specs"], {
      ...{ cwd: folder, stdio: "ignore" },
      env: { PATH: process.env.PATH, RACESPEC_CACHE_DIR: cache },
    });
  const ends = (run: ReturnType<typeof start>) => new Promise((resolve) => run.on("close", resolve));
  const runs = [start(), start(), start()];
  const killed = runs.pop();
  const codes = runs.map(ends);
  // Whenever it comes, it finds nothing half done that a later run would take for whole.
  setTimeout(() => killed?.kill("SIGKILL"), 300);
  expect(await Promise.all(codes)).toEqual([2, 2]);
  expect(check(cache)).toEqual(check(newCache(), ["--no-cache"]));
  expect(kept(cache)).toHaveLength(3);
});
