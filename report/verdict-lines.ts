/**
 * The verdicts on a terminal: a line per model under a heading per file, and the sum of the run.
 * In: `ModelReport`s. Out: lines without a trailing newline.
 * Not here: counterexamples (`terminal-trace.ts`), diagnostics (`diagnostic-frame.ts`).
 */
import { hasErrors } from "../ir/diagnostic.ts";
import type { Limit } from "../ir/outcome.ts";
import { afterSteps, grouped, padEnd, padStart, plural, widthOf } from "./cells.ts";
import type { Counts, ModelReport, RunReport, TraceReport } from "./report.ts";
import type { Style } from "./style.ts";
import { expectationText, isUnexpected } from "./verdict.ts";

const verdictWidth = "unreachable".length;

interface Count {
  readonly head: string;
  readonly width: number;
  readonly text: (counts: Counts, seconds: number) => string;
}

const distinct: Count = { head: "distinct", width: 11, text: (c) => grouped(c.distinct) };
const generated: Count = { head: "generated", width: 12, text: (c) => grouped(c.generated) };
const depth: Count = { head: "depth", width: 6, text: (c) => grouped(c.depth) };
const time: Count = { head: "time", width: 8, text: (_, seconds) => secondsText(seconds) };

/** Fullest first: a narrow terminal does without some. */
const choices: readonly (readonly Count[])[] = [
  [distinct, generated, depth, time],
  [distinct, depth, time],
  [distinct, depth],
];

export interface VerdictColumns {
  /** Columns for the name of a model; names are never cut, since one has to be able to repeat them. */
  readonly name: number;
  readonly counts: readonly Count[];
}

export function verdictColumns(names: readonly string[], style: Style): VerdictColumns {
  const name = Math.max(5, ...names.map(widthOf));
  const used = 4 + name + 2 + verdictWidth;
  const fits = (counts: readonly Count[]): boolean => used + counts.reduce((sum, c) => sum + c.width, 0) <= style.width;
  return { name, counts: choices.find(fits) ?? choices.at(-1) ?? [] };
}

export function renderFileHead(file: string, columns: VerdictColumns, style: Style): string {
  const counts = columns.counts.map((c) => padStart(c.head, c.width)).join("");
  const heads = `    ${" ".repeat(columns.name + 2 + verdictWidth)}${counts}`;
  return `${style.bold(file)}\n${style.dim(heads)}`;
}

export function renderVerdict(m: ModelReport, columns: VerdictColumns, style: Style): string {
  const { mark, paint } = markOf(m, style);
  const name = padEnd(m.model, columns.name);
  const numbers = columns.counts.map((c) => (m.counts === null ? "" : padStart(c.text(m.counts, m.seconds), c.width)));
  const line = `  ${paint(mark)} ${name}  ${paint(padEnd(m.verdict, verdictWidth))}${numbers.join("")}`;
  const details = detailsOf(m);
  if (details === "") return line.trimEnd();
  const isRoomy = widthOf(line) + 2 + widthOf(details) <= style.width;
  return isRoomy ? `${line}  ${details}` : `${line}\n      ${details}`;
}

export function secondsText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function markOf(m: ModelReport, style: Style): { readonly mark: string; readonly paint: (text: string) => string } {
  if (m.expected) return { mark: "✓", paint: style.good };
  return m.verdict === "incomplete" ? { mark: "?", paint: style.doubtful } : { mark: "✗", paint: style.bad };
}

/** What stands behind the counts: what failed, after how many steps, and whether that was to be. */
export function detailsOf(m: ModelReport): string {
  switch (m.verdict) {
    case "holds":
      return m.expected ? "" : `expected ${expectationText(m.expectation)}`;
    case "incomplete":
      return m.limit === null ? "" : limitText(m, m.limit);
    case "error":
      return "not checked";
    case "violated":
    case "deadlocked":
    case "unreachable": {
      const steps = m.trace === null ? "" : whenText(m.trace);
      const { name, instance } = m.failure ?? { name: null, instance: null };
      const failed = `${name ?? ""}${instance === null ? "" : ` for ${instance}`}`;
      const what = m.verdict === "deadlocked" ? `deadlock${steps}` : `${failed}${steps}`;
      return `${what}, ${m.expected ? "as expected" : `expected ${expectationText(m.expectation)}`}`;
    }
  }
}

function whenText({ loop, steps }: TraceReport): string {
  if (loop === null) return ` ${afterSteps(steps.length)}`;
  if (loop === steps.length) return ` by resting ${afterSteps(loop)}`;
  return ` by a loop ${loop === 0 ? "from the initial state on" : afterSteps(loop)}`;
}

function limitText(m: ModelReport, limit: Limit): string {
  const left = m.counts?.frontier ?? 0;
  const rest = left === 0 ? "" : `, ${plural(left, "state")} not expanded`;
  if (m.counts?.depth === 0 && limit === "interrupted") return "interrupted before anything was checked";
  switch (limit) {
    case "states":
      return `stopped at --max-states${rest}`;
    case "seconds":
      return `stopped at --max-seconds${rest}`;
    case "memory":
      return `stopped for want of memory (see --max-memory)${rest}`;
    case "interrupted":
      return `interrupted${rest}`;
  }
}

/** The last lines of a run: how many of what, and each model that needs a look. */
export function renderSummary(run: RunReport, style: Style): string {
  const models = run.files.flatMap((f) => f.models);
  const unexpected = models.filter(isUnexpected);
  const incomplete = models.filter((m) => m.verdict === "incomplete");
  const errors = models.filter((m) => m.verdict === "error");
  const expected = models.filter((m) => m.expected);
  const isFine = models.length > 0 && expected.length === models.length && !hasError(run);
  const parts = [
    expected.length === 0 ? "" : style.good(`${grouped(expected.length)} as expected`),
    unexpected.length === 0 ? "" : style.bad(`${grouped(unexpected.length)} unexpected`),
    incomplete.length === 0 ? "" : style.doubtful(`${grouped(incomplete.length)} incomplete`),
    errors.length === 0 ? "" : style.bad(`${grouped(errors.length)} not checked`),
  ].filter((p) => p !== "");
  const unread = run.files.filter((f) => f.models.length === 0 && hasErrors(f.diagnostics));
  if (unread.length > 0) parts.push(style.bad(`${plural(unread.length, "file")} not read`));
  const ofNoFile = run.diagnostics.filter((d) => d.severity === "error");
  if (ofNoFile.length > 0) parts.push(style.bad(plural(ofNoFile.length, "error")));
  const total = `${plural(models.length, "model")} in ${plural(run.files.length, "file")}`;
  const head = `${isFine ? style.good("✓") : style.bad("✗")} ${style.bold(total)}: ${parts.join(", ") || "nothing checked"}`;
  const lines = [`${head} ${style.dim(`(${secondsText(run.seconds)})`)}`];
  if (models.length > 5) {
    for (const m of [...unexpected, ...incomplete])
      lines.push(`    ${m.file}  ${m.model}  ${m.verdict}: ${detailsOf(m)}`);
  }
  return lines.join("\n");
}

const hasError = (run: RunReport): boolean =>
  hasErrors([...run.diagnostics, ...run.files.flatMap((f) => f.diagnostics)]);

/** How to see the trace of a failure that was expected, told once per run. */
export function renderTraceHint(run: RunReport, style: Style): string | null {
  const quiet = run.files.flatMap((f) => f.models).find((m) => m.expected && m.trace !== null);
  if (quiet === undefined) return null;
  return style.dim(`  A trace in full: spec-check ${quiet.file} --model ${quiet.model}`);
}
