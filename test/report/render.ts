// What a test of report/ needs to see a rendering: an explained outcome, a plain style of a given width.
import type { Expect } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import { explain } from "../../report/explain.ts";
import type { ModelReport, RunReport } from "../../report/report.ts";
import { makeStyle, type Style } from "../../report/style.ts";
import { file, sampleModel, text } from "./sample.ts";

export const explained = (outcome: Outcome, expect: Expect = { kind: "holds" }, name = "asReported"): ModelReport =>
  explain(sampleModel(name, expect), outcome, { allowsSymmetry: true, warnings: [], seconds: 0.1234 });

export const runOf = (...models: readonly ModelReport[]): RunReport => ({
  files: [{ file, models, diagnostics: [] }],
  diagnostics: [],
  seconds: 1,
});

export const texts = (path: string): string | null => (path === file ? text : null);

export const plain = (width: number): Style => makeStyle(false, width);
