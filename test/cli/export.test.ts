// `spec-check export` as people start it: one program to standard output, several to a folder, what cannot be said refused.
// `npm test` builds dist/ first.
// Not here: what the programs mean (test/export/).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const main = join(root, "dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "spec-check-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

const lock = "specs/peterson-process.race.ts";

function start(...args: readonly string[]) {
  const env = { PATH: process.env.PATH, RACESPEC_CACHE_DIR: join(folder, ".cache") };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "export", ...args], {
    cwd: root,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

it("prints the program of one model, its doc comments with it", () => {
  const { status, stdout, stderr } = start("--to", "murphi", lock, "--model", "peterson");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("-- Never are both threads in the critical section.\ninvariant");
});

it.each([
  ["murphi", [/^peterson-process-.*\.m$/]],
  ["promela", [/^peterson-process-.*\.pml$/]],
  ["tla", [/^peterson_process_.*\.cfg$/, /^peterson_process_.*\.tla$/]],
])("writes a file for each model to a folder: %s", (format, names) => {
  const out = join(folder, format);
  expect(start("--to", format, lock, "--out", out).status).toBe(0);
  const files = readdirSync(out);
  for (const name of names) expect(files.some((file) => name.test(file))).toBe(true);
  for (const file of files) expect(readFileSync(join(out, file), "utf8").length).toBeGreaterThan(40);
});

describe("refused", () => {
  it("several programs in one stream", () => {
    const { status, stdout, stderr } = start("--to", "murphi", lock);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("SPEC7018 export-several");
  });

  it("what has no counterpart, with its place", () => {
    const path = join(folder, "bag.race.ts");
    writeFileSync(
      path,
      `import { type Bag, spec } from "racespec";
const { action } = spec<{ sent: Bag<0 | 1, 2> }>(() => ({ sent: new Bag<0 | 1, 2>() }));
export const receive = action((s) => { s.sent.clear(); });
`.replace("type Bag", "Bag"),
    );
    const { status, stdout, stderr } = start("--to", "murphi", path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("SPEC7020 no-counterpart");
  });

  it("a format that there is not", () => {
    const { status, stderr } = start("--to", "alloy", lock);
    expect(status).toBe(2);
    expect(stderr).toContain("SPEC7008");
  });
});
