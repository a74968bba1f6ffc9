// A module run by a host that knows docs/abi.md and nothing else: the counts are those of everybody else.
// Guards against an interface that works for our own checker only.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "racespec-abi-"));
afterAll(() => rmSync(folder, { recursive: true }));

function explored(spec: string, model: string, mode: "plain" | "canonical" = "plain"): Record<string, unknown> {
  const file = join(folder, `${model}.wasm`);
  const command = ["dist/cli/main.js", spec, "--model", model, "--emit", "wasm", "--no-cache"];
  writeFileSync(file, execFileSync(process.execPath, command, { maxBuffer: 1 << 26 }));
  return JSON.parse(execFileSync(process.execPath, ["test/abi/host.mjs", file, mode], { encoding: "utf8" }));
}

it("finds what TLC finds of two-phase commit, and every instance is enabled somewhere", () => {
  const found = explored("specs/two-phase-commit.race.ts", "threeManagers");
  expect(found).toMatchObject({ distinct: 288, generated: 1146, depth: 11, violated: [], taken: 17, instances: 17 });
});

it("keeps one state per orbit by `canonical`", () => {
  const found = explored("specs/two-phase-commit.race.ts", "threeManagers", "canonical");
  expect(found).toMatchObject({ distinct: 80, violated: [] });
});

it("meets violations", () => {
  const found = explored("specs/counter.race.ts", "lostUpdate");
  expect(found.violated).not.toEqual([]);
});
