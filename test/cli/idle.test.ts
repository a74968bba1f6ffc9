// What a run says of what is idle: the words of each warning, on every page about one of them; one line for all models of a
// file where all are alike, and a count where some differ.
// Guards against pages whose examples are not what they say, and against warnings that drown in those of other models.
// Not here: what is idle (test/vacuity).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { prettyReporter } from "../../cli/pretty.ts";
import { explain } from "../../report/explain.ts";
import type { FileReport, ModelReport } from "../../report/report.ts";
import { makeStyle } from "../../report/style.ts";
import { compiled, openText } from "../compiled.ts";

const file = "a.race.ts";

async function reported(text: string): Promise<FileReport> {
  const spec = openText(text);
  const models: ModelReport[] = [];
  for (const { name } of spec.models) {
    const model = compiled(spec, name);
    const outcome = await check(model, { vacuity: true });
    const vacuity = outcome.vacuity ? { found: outcome.vacuity, texts: () => text } : null;
    models.push(explain(model, outcome, { allowsSymmetry: true, warnings: [], seconds: 0, vacuity }));
  }
  return { file, models, diagnostics: [] };
}

async function printed(text: string): Promise<readonly string[]> {
  const report = await reported(text);
  let out = "";
  const reporter = prettyReporter((part) => (out += part), { style: makeStyle(false, 100), trace: false });
  const names = report.models.map((m) => m.model);
  reporter.fileBegins?.(file, names);
  for (const m of report.models) reporter.modelEnds?.(m);
  reporter.fileEnds?.(report, () => text);
  return out.split("\n").filter((line) => /^ {4}\S|^ {13}/.test(line) && !line.includes("distinct"));
}

describe("the page of", () => {
  it.each([
    ["SPEC6002", "overflow is possible in no reachable state"],
    ["SPEC6003", 'no worker ever comes to rest at "retry"'],
    ["SPEC6004", 'worker comes to rest at "work" and never goes on from there'],
    ["SPEC6005", "closedWhenFull: `s.level !== 3` is true in every reachable state, so `!s.open` is never asked"],
    ["SPEC6006", "`s.level < 3` is true whenever it is asked: this part of the `when` never blocks"],
    ["SPEC6007", "inRange is true of every state that the types allow, reachable or not"],
  ])("%s has an example of it, and one without", async (code, message) => {
    const page = readFileSync(`docs/errors/${code}.md`, "utf8");
    const [refused, accepted] = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, example]) => example ?? "");
    const told = await reported(refused ?? "");
    expect(told.models.flatMap((m) => m.warnings.map((w) => `${w.code} ${w.message}`))).toContain(`${code} ${message}`);
    const none = await reported(accepted ?? "");
    expect(none.models.map((m) => [m.verdict, m.warnings.map((w) => w.code)])).toEqual(
      none.models.map(() => ["holds", expect.not.arrayContaining([code])]),
    );
  });
});

const lamp = (
  more: string,
  models: string,
): string => `import { spec, constant, when, violates, type Int } from "racespec";
export const SWITCH = constant(true);
export const DIMMER = constant(true);
interface State { on: boolean; light: Int<0, 3> }
const { action, invariant, model } = spec<State>(() => ({ on: false, light: 0 }));
export const toggle = action((s) => { when(SWITCH); s.on = !s.on; });
export const dim = action((s) => { when(DIMMER && s.light > 0); s.light--; });
export const shine = action((s) => { when(s.light < 2); s.light++; });
${more}
${models}
`;

describe("on a terminal", () => {
  const both = "export const full = model({});\nexport const plain = model({ DIMMER: false });";

  it("a line tells what is idle in every model, with what comes nearest", async () => {
    const burn = "export const burn = action((s) => { when(s.on && s.light === 3); s.on = false; });";
    expect(await printed(lamp(burn, both))).toEqual([
      "    warning: burn is possible in no reachable state (line 9)",
      "             nearest: after 1 step all that burn waits for holds but `s.light === 3`: s.light is 0",
      "    idle in some models only: 1 action (--reporter json names them)",
    ]);
  });

  it("labels of one process are told together", async () => {
    const text = `import { spec, type Int } from "racespec";
interface State { n: Int<0, 2> }
const { process } = spec<State>(() => ({ n: 0 }));
export const walker = process(function* (s) {
  s = yield "first";
  if (s.n > 1) {
    s = yield "second";
    s.n = 0;
    s = yield "third";
  }
  s.n = 1;
});`;
    expect(await printed(text)).toEqual([
      '    warning: no walker ever comes to rest at "second" (line 7), "third" (line 9)',
    ]);
  });

  it("nothing is said where one model fails and the others use everything", async () => {
    const dark = "export const dark = invariant((s) => s.light < 1 || !s.on);";
    expect(await printed(lamp(dark, "export const broken = model({}, { expect: violates(dark) });"))).toEqual([]);
  });
});

it("in JSON each model has its own", async () => {
  const { models } = await reported(
    lamp("", "export const full = model({});\nexport const plain = model({ DIMMER: false });"),
  );
  expect(models.map((m) => m.warnings.map((w) => `${w.code} ${w.at?.line}`))).toEqual([[], ["SPEC6002 7"]]);
  expect(models[1]?.warnings[0]?.labels.map((l) => l.text)).toEqual(["`DIMMER && s.light > 0` is never true"]);
});

describe("constants that change nothing", () => {
  const codes = (text: string, set: Readonly<Record<string, string>> = {}): readonly string[] =>
    openText(text)
      .idleConstants(new Map(Object.entries(set)))
      .map((d) => `${d.code} ${d.message}`);

  it.each([
    ["SPEC6008", "LIMIT is read nowhere"],
    ["SPEC6009", 'PATCH changes nothing: with "none" and "fixed" each of the 2 models is the same'],
  ])("%s: its page has an example, and one without", (code, message) => {
    const page = readFileSync(`docs/errors/${code}.md`, "utf8");
    const [refused, accepted] = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, example]) => example ?? "");
    expect(codes(refused ?? "")).toEqual([`${code} ${message}`]);
    expect(codes(accepted ?? "")).toEqual([]);
  });

  const text = (
    more: string,
    models: string,
  ): string => `import { spec, constant, assume, when, type Int } from "racespec";
export const FAST = constant(true);
export const SIZE = constant(2);
assume(SIZE > 0, "there is room");
interface State { n: Int<0, typeof SIZE> }
const { action, invariant, model } = spec<State>(() => ({ n: 0 }));
export const go = action((s) => { when(s.n < SIZE); ${more} });
export const end = action((s) => { s.n = 0; });
export const p = invariant((s) => s.n <= SIZE);
${models}`;

  it("are none where one model takes notice, or a bound, or an assumption; what --set decides is not asked", () => {
    expect(codes(text("s.n = s.n + (FAST ? 1 : 1);", ""))).toEqual([]);
    expect(codes(text("s.n++; if (FAST) s.n = 0;", ""))).toEqual([]);
    expect(codes(text("s.n++; if (SIZE > 2 && FAST) s.n = 0;", "export const m = model({});"))).toEqual([
      "SPEC6009 FAST changes nothing: with false and true the model is the same",
    ]);
    expect(
      codes(
        text(
          "s.n++; if (SIZE > 2 && FAST) s.n = 0;",
          "export const m = model({}); export const n = model({ SIZE: 3 });",
        ),
      ),
    ).toEqual([]);
    expect(codes(text("s.n++; if (SIZE > 2 && FAST) s.n = 0;", ""), { FAST: "true" })).toEqual([]);
  });
});
