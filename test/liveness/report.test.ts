// How a run that goes on for ever is told: where its loop begins, what is false, why fairness lets it; on a terminal, in Markdown,
// in JSON. And how a step is told that another spec has not.
import { expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import { explain } from "../../report/explain.ts";
import { renderJson } from "../../report/json.ts";
import { renderMarkdown } from "../../report/markdown.ts";
import type { ModelReport, RunReport } from "../../report/report.ts";
import { makeStyle } from "../../report/style.ts";
import { renderCounterexample } from "../../report/terminal-trace.ts";
import { detailsOf } from "../../report/verdict-lines.ts";
import { compiled, openSpec } from "../compiled.ts";
import { fairProcess, lock, peterson } from "./models.ts";
import { half, places, refining, ring } from "./refined-models.ts";

const explained = async (model: SpecModel): Promise<ModelReport> =>
  explain(model, await check(model), { allowsSymmetry: true, warnings: [], seconds: 0 });
const runOf = (model: ModelReport): RunReport => ({
  files: [{ file: model.file, models: [model], diagnostics: [] }],
  diagnostics: [],
  seconds: 0,
});
const onTerminal = (model: ModelReport): string => renderCounterexample(model, () => null, makeStyle(false, 100));
const inMarkdown = (model: ModelReport): string => renderMarkdown(runOf(model), () => null, { trace: false });

it("shows a loop from the step on at which it begins", async () => {
  const model = await explained(lock("weak"));
  expect(detailsOf(model)).toBe("served by a loop after 1 step, expected to hold");
  expect(model.failure).toMatchObject({
    sentence: "served is false: after 1 step the run goes round 3 steps for ever, and what is to follow never does",
    help: null,
  });
  expect(onTerminal(model)).toContain(`
  1  ask(0)      :1
       at[0]: "idle" → "wants"
│ 2  ask(1)      :1
│      at[1]: "idle" → "wants"
│ 3  take(1)     :1
│      at[1]: "wants" → "has"
│      free: true → false
│ 4  release(1)  :1
│      at[1]: "has" → "idle"
│      free: false → true
  ↻ back to the state after step 1, and so on for ever
    - not always possible, which is enough for weak fairness: ask(0) or take(0) or release(0) (not
      after step 3)
    - taken: ask(1) or take(1) or release(1) (step 2)

  The last state, which is that after step 1 again
`);
  const markdown = inMarkdown(model);
  expect(markdown).toContain("| ↻ 2 |");
  expect(markdown).toContain("| 1 |");
  expect(markdown).toContain(
    "↻ Steps 2 to 4 (↻) again and again: back to the state after step 1, and so on for ever\n",
  );
  expect(JSON.parse(renderJson(runOf(model))).models[0]).toMatchObject({ loop: 1, traceLength: 4, property: "served" });
});

it("shows that a run rests, and what to write where nothing is fair", async () => {
  const model = await explained(peterson([]));
  expect(detailsOf(model)).toBe("comesIn by resting after 1 step, expected to hold");
  const text = onTerminal(model);
  expect(text).toContain('help: what goes on unless it cannot is fair: `action(…, { fair: "weak" })`');
  expect(text).toContain("↻ the run stays there for ever: nothing is declared fair, so that a run may stop anywhere\n");
  expect(inMarkdown(model)).toContain("↻ the run stays there for ever: nothing is declared fair");
  expect(JSON.parse(renderJson(runOf(model))).models[0]).toMatchObject({ loop: 1, traceLength: 1 });
  const fair = await explained(peterson([fairProcess("weak", 1, 2, 3)]));
  expect(fair.failure?.help).toBeNull();
  expect(onTerminal(fair)).toContain(
    "↻ the run stays there for ever: no step that is declared fair is possible there\n",
  );
});

it("names the values for which it fails", async () => {
  const spec = openSpec("test/cases/check/for-each-identity/spec.race.ts");
  const served = await explained(compiled(spec, "some"));
  expect(served.failure?.sentence).toBe(
    "served is false for Client#0: after 1 step the run goes round 6 steps for ever, and what is to follow never does",
  );
  expect(detailsOf(served)).toBe("served for Client#0 by a loop after 1 step, as expected");
  expect(onTerminal(served)).toContain("served is false for Client#0: after 1 step");
  expect(inMarkdown(served)).toContain("served is false for Client\\#0: after 1 step");
  expect(JSON.parse(renderJson(runOf(served))).models[0]).toMatchObject({ property: "served", args: ["Client#0"] });
  const inTurn = await explained(compiled(spec, "turns"));
  expect(inTurn.failure?.sentence).toContain("servedInEachTurn is false for c = Client#0, t = 0: ");
  expect(JSON.parse(renderJson(runOf(inTurn))).models[0]).toMatchObject({ args: ["Client#0", 0] });
  const together = await explained(compiled(openSpec("test/cases/check/fairness-of-each/spec.race.ts"), "together"));
  expect(together.failure?.sentence).toContain("turned is false for w = 0: ");
  const none = await explained(lock("weak"));
  expect(none.failure?.sentence).not.toContain(" for x");
  expect(JSON.parse(renderJson(runOf(none))).models[0]).toMatchObject({ property: "served", args: [] });
});

it("shows a run that never begins", async () => {
  const made = peterson([]);
  const never = {
    ...made,
    properties: made.properties.map((p) => ({ ...p, kind: "eventually" as const, name: p.name })),
  };
  const model = await explained({ ...never, properties: never.properties.slice(1) });
  expect(model.failure?.sentence).toBe(
    "comesIn is false: the run stays in the initial state for ever, and no state of this run satisfies what is to come",
  );
  expect(onTerminal(model)).toMatch(
    /The initial state\n[\s\S]*\n {2}↻ the run stays there for ever: nothing is declared fair/,
  );
});

it("names the states of the other spec", async () => {
  const jumps = [...ring(8).slice(0, 5), [6, 0], ...ring(8).slice(6)];
  const above = { ...places(4, [0], ring(4)), file: "clock.race.ts" };
  const sentence = async (below: SpecModel, other = above): Promise<string | undefined> =>
    (await explained(refining(below, other, half))).failure?.sentence;
  expect(await sentence(places(8, [0], jumps))).toBe(
    "refines is false of step 6: no step of clock.race.ts leads from { at: 2 } to { at: 0 }",
  );
  expect(await sentence(places(8, [3], jumps))).toBe(
    "refines is false in the initial state: { at: 1 } is no initial state of clock.race.ts",
  );
  expect(await sentence(places(8, [0], ring(8)), { ...places(3, [0], ring(3)), file: "clock.race.ts" })).toBe(
    "refines is false of step 6: it is mapped to no state of clock.race.ts: State.at: 3 is outside Int<0, 2>",
  );
});
