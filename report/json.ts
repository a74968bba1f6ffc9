/**
 * The JSON document of `--reporter json`, version 1: fields and their order are those of docs/language.md.
 * In: `RunReport`. Out: one text, a line per model, ending in a newline.
 * Not here: the JSON of values (`ir/value.ts`).
 */
import type { Diagnostic, DiagnosticLabel } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import type { Json } from "../ir/value.ts";
import type { ModelReport, RunReport, TraceReport } from "./report.ts";

export function renderJson(run: RunReport): string {
  const errors = [...run.diagnostics, ...run.files.flatMap((f) => f.diagnostics.filter((d) => d.severity === "error"))];
  const diagnostics = list(errors.map(diagnosticJson));
  const models = list(run.files.flatMap((f) => f.models.map(modelJson)));
  return `{"version":1,"diagnostics":${diagnostics},"models":${models}}\n`;
}

/** One item a line: a document that people can compare. */
const list = (items: readonly Json[]): string =>
  items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;

function modelJson(m: ModelReport): Json {
  return {
    file: m.file,
    model: m.model,
    verdict: m.verdict,
    property: m.failure?.name ?? null,
    args: m.failure?.args ?? [],
    expected: m.expected,
    distinct: m.counts?.distinct ?? null,
    generated: m.counts?.generated ?? null,
    depth: m.counts?.depth ?? null,
    traceLength: m.trace?.steps.length ?? null,
    trace: m.trace === null ? null : traceJson(m.trace),
    loop: m.trace?.loop ?? null,
    witnesses: m.witnesses.map((w) => ({
      property: w.property,
      traceLength: w.trace.steps.length,
      trace: traceJson(w.trace),
    })),
    symmetry: Object.fromEntries(m.symmetry.map((s) => [s.name, s.size])),
    fusion: m.fusion,
    exact: true,
    limit: m.limit,
    notes: m.notes,
    warnings: m.warnings.map(diagnosticJson),
    undecided: m.undecided,
    memory: m.memory,
    bytesPerState: m.memory === null || !m.counts?.distinct ? null : rounded(m.memory / m.counts.distinct, 100),
    seconds: Math.round(m.seconds * 1000) / 1000,
  };
}

const rounded = (n: number, parts: number): number => Math.round(n * parts) / parts;

function traceJson(trace: TraceReport): Json {
  const initial = { action: null, process: null, args: [], label: null, at: placeJson(trace.initialAt) };
  return [
    { ...initial, state: trace.initial?.json ?? null },
    ...trace.steps.map((s) => ({
      action: s.action,
      process: s.process,
      args: s.args,
      label: s.label,
      at: placeJson(s.at),
      state: s.state?.json ?? null,
    })),
  ];
}

const placeJson = (at: Span): Json => ({ file: at.file, line: at.line });

const diagnosticJson = (d: Diagnostic): Json => ({
  code: d.code,
  name: d.name,
  severity: d.severity,
  message: d.message,
  at: d.at === null ? null : spanJson(d.at),
  labels: d.labels.map(labelJson),
  help: d.help,
  fix: d.fix === null ? null : { at: spanJson(d.fix.at), text: d.fix.text },
});

const labelJson = (l: DiagnosticLabel): Json => ({ at: spanJson(l.at), text: l.text });

const spanJson = (at: Span): Json => ({
  file: at.file,
  line: at.line,
  column: at.column,
  endLine: at.endLine,
  endColumn: at.endColumn,
});
