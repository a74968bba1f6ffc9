// The command's own code, loaded with what V8 made of it before. Guards against compiled code that is damaged or belongs
// to another text being run, which could do anything.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { codeLoader } from "../../cli/load-code.ts";
import { folderInMemory } from "./kept-specs.ts";

const folder = mkdtempSync(join(tmpdir(), "racespec-code-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "sum.cjs");
writeFileSync(join(folder, "one.cjs"), "exports.one = () => 1;\n");
const text = (plus: number) => `const { one } = require("./one.cjs");
const { posix } = require("node:path");
exports.sum = () => one() + ${plus};
exports.name = posix.basename(__filename);
exports.again = () => require("./one.cjs").one === one;
`;

interface Sum {
  readonly sum: () => number;
  readonly name: string;
  readonly again: () => boolean;
}

function run(...stores: Parameters<typeof codeLoader>[0]): Sum & { readonly kept: () => void } {
  const loader = codeLoader(stores);
  const { sum, name, again } = loader.load(file) as Sum;
  return { sum, name, again, kept: loader.keep };
}

it("runs a file and what it requires, each once", () => {
  writeFileSync(file, text(1));
  const { sum, name, again } = run();
  expect([sum(), name, again()]).toEqual([2, "sum.cjs", true]);
});

it("keeps what was compiled in the first place that takes it, and compiles it no more", () => {
  writeFileSync(file, text(2));
  const [closed, first, second] = [{ read: () => null, write: null }, folderInMemory(), folderInMemory()];
  const anew = run(closed, first, second);
  expect(anew.sum()).toBe(3);
  anew.kept();
  expect([first.files.size, second.files.size]).toEqual([2, 0]);
  const again = run(first, second);
  expect(again.sum()).toBe(3);
  first.files.clear();
  again.kept();
  expect(first.files.size).toBe(0);
});

it("compiles a text that has changed, and keeps that too", () => {
  const kept = folderInMemory();
  for (const [plus, files] of [
    [3, 2],
    [4, 3],
    [3, 3],
  ] as const) {
    writeFileSync(file, text(plus));
    const { sum, kept: keep } = run(kept);
    expect(sum()).toBe(1 + plus);
    keep();
    expect(kept.files.size).toBe(files);
  }
});

it("does not run compiled code that is damaged, and replaces it", () => {
  writeFileSync(file, text(5));
  const kept = folderInMemory();
  run(kept).kept();
  const whole = new Map(kept.files);
  for (const [name, bytes] of whole)
    kept.files.set(name, Buffer.from(bytes.map((byte, i) => (i % 50 === 40 ? ~byte : byte))));
  const damaged = run(kept);
  expect(damaged.sum()).toBe(6);
  damaged.kept();
  for (const [name, bytes] of kept.files) expect(bytes.subarray(0, 32), name).not.toEqual(Buffer.alloc(32));
  for (const [name, bytes] of whole) kept.files.set(name, bytes.subarray(0, 100));
  expect(run(kept).sum()).toBe(6);
});
