// What people see of a run and what they are spared: 150 expected counterexamples, the same mistake for every model.
import { expect, it } from "vitest";
import type { Options } from "../../cli/options.ts";
import { prettyReporter } from "../../cli/pretty.ts";
import { run } from "../../cli/run.ts";
import { makeStyle } from "../../report/style.ts";
import { asked, type FakeFiles, fakeHost } from "./fakes.ts";

async function seen(files: FakeFiles, options: Options = asked([])): Promise<string> {
  let text = "";
  const write = (more: string): void => {
    text += more;
  };
  const reporter = prettyReporter(write, { style: makeStyle(false, 100), trace: options.trace });
  const { report, texts } = await run(options, fakeHost(files), reporter);
  reporter.runEnds?.(report, texts);
  return text;
}

const traces = (text: string): number => text.match(/The last state/g)?.length ?? 0;

it("shows the trace of a verdict that was not expected, and of others on demand", async () => {
  const files: FakeFiles = { "a.race.ts": { models: { x: "violated", y: "holds" } } };
  const text = await seen(files);
  expect(traces(text)).toBe(1);
  expect(text).toContain("a.race.ts › x  violated");
  // y holds, and its `reachable` has a witness.
  expect(traces(await seen(files, asked([], { trace: true })))).toBe(2);
});

it("shows the witnesses of a single model in a line each", async () => {
  const text = await seen({ "a.race.ts": { models: { y: "holds" } } });
  expect(text).toContain("  window is true after 4 steps\n  How it comes about: --trace\n");
  expect(traces(text)).toBe(0);
});

it("tells a mistake once and which models were not checked for it", async () => {
  const text = await seen({ "a.race.ts": { models: { x: "mistake", y: "mistake", z: "holds" } } });
  expect(text.match(/the same for every model/g)).toHaveLength(1);
  expect(text).toContain("  not checked: x, y\n");
  expect(text).toMatch(/✓ z +holds/);
  expect(text).toContain("✗ 3 models in 1 file: 1 as expected, 2 not checked");
});

it("counts models that were not checked where they are many", async () => {
  const models = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}`, "holds" as const]));
  const text = await seen({ "a.race.ts": { models, mistakes: ["no"] } });
  expect(text).toContain("  not checked: 9 models\n");
});

it("says in the sum that a file could not be read", async () => {
  const files: FakeFiles = { "a.race.ts": { models: { z: "holds" } }, "b.race.ts": { models: {}, mistakes: ["no"] } };
  expect(await seen(files)).toContain("✗ 1 model in 2 files: 1 as expected, 1 file not read");
  expect(await seen({ "a.race.ts": { models: { z: "holds" } } }, asked(["a.race.ts", "nowhere"]))).toContain(
    "✗ 1 model in 1 file: 1 as expected, 1 error",
  );
});

it("says nothing of verdicts where there are none", async () => {
  const text = await seen({}, asked(["nowhere"]));
  expect(text).toBe(
    "error SPEC7002 file-not-found  there is no file or folder nowhere\n  help: paths are relative to the current folder\n\n",
  );
});

it("shows what was covered of a run that stopped early", async () => {
  const text = await seen({ "a.race.ts": { models: { x: "bounded" } } });
  expect(text).toMatch(/\? x +incomplete .* stopped at --max-states, 7 states not expanded/s);
  expect(text).toContain("✗ 1 model in 1 file: 1 incomplete");
});
