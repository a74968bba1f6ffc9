// The JSON document: fields in the order of docs/language.md, traces with names, diagnostics as data. Others parse it.
import { expect, it } from "vitest";
import { fileNotFound } from "../../ir/codes/usage.ts";
import { renderJson } from "../../report/json.ts";
import { explained, runOf } from "./render.ts";
import { file, line, outcomes } from "./sample.ts";

const read = (text: string): { readonly diagnostics: unknown; readonly models: readonly Record<string, unknown>[] } =>
  JSON.parse(text);

it("has the fields of the language's page, in their order", () => {
  const document = read(renderJson(runOf(explained(outcomes.holds))));
  expect(Object.keys(document)).toEqual(["version", "diagnostics", "models"]);
  expect(Object.keys(document.models[0] ?? {})).toEqual(
    "file model verdict property args expected distinct generated depth traceLength trace loop witnesses symmetry fusion exact limit notes warnings undecided memory bytesPerState seconds".split(
      " ",
    ),
  );
  expect(document.models[0]).toMatchObject({
    ...{ file, model: "asReported", verdict: "holds", property: null, expected: true },
    ...{ distinct: 1234, generated: 5678, depth: 5, traceLength: null, trace: null, loop: null },
    ...{ symmetry: { Writer: 2 }, fusion: false, exact: true, limit: null, notes: [], warnings: [], seconds: 0.123 },
    witnesses: [{ property: "window", traceLength: 4 }],
  });
});

it("has a trace with the initial state first, and the places and locals of processes in the state", () => {
  const [model] = read(renderJson(runOf(explained(outcomes.asserted)))).models;
  expect(model).toMatchObject({ verdict: "violated", property: "BUG_ON(!buffer_async_write(bh))", traceLength: 4 });
  const trace = model?.trace;
  if (!Array.isArray(trace)) throw new Error("no trace");
  expect(trace).toHaveLength(5);
  expect(trace[0]).toEqual({
    ...{ action: null, process: null, args: [], label: null, at: { file, line: 10 } },
    state: {
      page: { lockedBy: null, writeback: false },
      bh: { 0: { dirty: false, inFlight: 0 }, 1: { dirty: false, inFlight: 0 } },
      mine: { "Writer#0": [], "Writer#1": [] },
      at: { writepage: { "Writer#0": "lock_page", "Writer#1": "lock_page" } },
    },
  });
  expect(trace[1]).toMatchObject({
    ...{ action: null, process: "writepage", args: ["Writer#0"], label: "lock_page", at: { file, line: 15 } },
    state: { locals: { writepage: { "Writer#0": { b: 0 } } } },
  });
  expect(trace[2]).toMatchObject({ action: "redirty", process: null, args: [0], label: null });
  expect(trace[4]).toMatchObject({ process: "writepage", label: "submit_bh", state: null });
});

it("has a null for a process that is done, and no locals where all are dead", () => {
  const [model] = read(renderJson(runOf(explained(outcomes.deadlocked)))).models;
  const trace = model?.trace;
  if (!Array.isArray(trace)) throw new Error("no trace");
  expect(trace[4]?.state.at).toEqual({ writepage: { "Writer#0": null, "Writer#1": "submit_bh" } });
  expect(trace[4]?.state.locals).toEqual({ writepage: { "Writer#1": { b: 1 } } });
  expect(model?.property).toBe(null);
});

it("names the limit of an incomplete run", () => {
  const [model] = read(renderJson(runOf(explained(outcomes.bounded)))).models;
  expect(model).toMatchObject({ verdict: "incomplete", expected: false, limit: "states", trace: null });
});

it("has diagnostics as data", () => {
  const diagnostic = fileNotFound(null, { path: "x.race.ts" });
  const labels = [{ at: line(4), text: "here" }];
  const fix = { at: line(2), text: "===" };
  const run = { ...runOf(), diagnostics: [{ ...diagnostic, at: line(3), labels, fix }] };
  expect(read(renderJson(run)).diagnostics).toEqual([
    {
      ...{ code: "SPEC7002", name: "file-not-found", severity: "error", message: diagnostic.message },
      at: { file, line: 3, column: 1, endLine: 3, endColumn: 6 },
      labels: [{ at: { file, line: 4, column: 1, endLine: 4, endColumn: 6 }, text: "here" }],
      help: diagnostic.help,
      fix: { at: { file, line: 2, column: 1, endLine: 2, endColumn: 6 }, text: "===" },
    },
  ]);
});
