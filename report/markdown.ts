/**
 * A run as GitHub's Markdown: a table of verdicts per file, a section per counterexample, diagnostics.
 * In: `RunReport`, the texts of the specs. Out: one text, ending in a newline.
 * Not here: escaping (`markdown-text.ts`).
 */
import type { Diagnostic } from "../ir/diagnostic.ts";
import { afterSteps, grouped } from "./cells.ts";
import { renderDiagnostic, type Texts } from "./diagnostic-frame.ts";
import { idleSummary } from "./idle-lines.ts";
import { instanceText } from "./instance-text.ts";
import { interleaving } from "./interleaving.ts";
import { closingText } from "./loop-text.ts";
import { type Align, code, codeBlock, prose, quote, table } from "./markdown-text.ts";
import type { FileReport, ModelReport, RunReport, StateReport, TraceReport, Witness } from "./report.ts";
import { restText, stateRows } from "./state-rows.ts";
import { makeStyle } from "./style.ts";
import { detailsOf, renderSummary } from "./verdict-lines.ts";

const plain = makeStyle(false, 100);

/** `trace`: the traces of witnesses in full as well. */
export function renderMarkdown(run: RunReport, texts: Texts, { trace }: { readonly trace: boolean }): string {
  const sections = ["# Verdicts", prose(renderSummary(run, plain).split("\n")[0] ?? ""), legend];
  if (run.diagnostics.length > 0) sections.push(diagnosticsBlock(run.diagnostics, texts));
  for (const file of run.files) sections.push(...fileSections(file, texts, trace));
  return `${sections.join("\n\n")}\n`;
}

/** The counts are TLC's; most readers have never seen them. */
const legend =
  "*distinct*: states that were found · *generated*: steps that were tried, and initial states · *depth*: levels of the search, the initial states being level 1";

function fileSections(file: FileReport, texts: Texts, trace: boolean): readonly string[] {
  const sections = [`## ${prose(file.file)}`];
  if (file.diagnostics.length > 0) sections.push(diagnosticsBlock(file.diagnostics, texts));
  if (file.models.length > 0) sections.push(verdictTable(file.models));
  const notes = file.models.flatMap((m) => m.notes.map((n) => `- ${code(m.model)}: ${prose(n)}`));
  if (notes.length > 0) sections.push(notes.join("\n"));
  sections.push(...idleList(file));
  for (const m of file.models) {
    if (m.failure !== null) sections.push(...counterexample(m, texts));
    if (trace) for (const w of m.witnesses) sections.push(...witness(m, w));
  }
  if (!trace) sections.push(...witnessList(file));
  return sections;
}

/** What is idle in every model that was looked at, and how much is in some. */
function idleList({ models }: FileReport): readonly string[] {
  const { everywhere, somewhere } = idleSummary(models);
  const lines = everywhere.map(({ text, more }) => `- ${prose(text)}${more === null ? "" : `<br>${prose(more)}`}`);
  if (somewhere !== null) lines.push(`- ${prose(`in some models only: ${somewhere}`)}`);
  return lines.length === 0 ? [] : [["What is idle:", "", ...lines].join("\n")];
}

const heads: readonly (readonly [string, Align])[] = [
  ["", "left"],
  ["model", "left"],
  ["verdict", "left"],
  ["distinct", "right"],
  ["generated", "right"],
  ["depth", "right"],
  ["", "left"],
];

const verdictTable = (models: readonly ModelReport[]): string =>
  table(
    heads,
    models.map((m) => [
      m.expected ? "✓" : m.verdict === "incomplete" ? "?" : "✗",
      code(m.model),
      m.verdict,
      m.counts === null ? "" : grouped(m.counts.distinct),
      m.counts === null ? "" : grouped(m.counts.generated),
      m.counts === null ? "" : grouped(m.counts.depth),
      prose(detailsOf(m)),
    ]),
  );

/** How far each `reachable` is, without how it comes about. */
function witnessList({ models }: FileReport): readonly string[] {
  const lines = models
    .filter((m) => m.witnesses.length > 0)
    .map((m) => `- ${code(m.model)}: ${m.witnesses.map((w) => `${code(w.property)} ${stepsOf(w)}`).join(", ")}`);
  return lines.length === 0 ? [] : [["What must be reachable, and is:", "", ...lines].join("\n")];
}

function witness(m: ModelReport, w: Witness): readonly string[] {
  const title = `### ${code(m.model)}: ${prose(`${w.property} is true ${stepsOf(w)}`)}`;
  return [title, ...(w.doc === null ? [] : [quote(w.doc)]), ...traceSections(w.trace)];
}

const stepsOf = (w: Witness): string => afterSteps(w.trace.steps.length);

/** A property longer than this is told by its first line. */
const longestProperty = 12;

function counterexample(m: ModelReport, texts: Texts): readonly string[] {
  if (m.failure === null) return [];
  const sections = [`### ${code(m.model)}: ${prose(m.failure.sentence)}${m.expected ? " (as expected)" : ""}`];
  if (m.doc !== null) sections.push(quote(m.doc));
  const constants = m.constants.map((c) => code(`${c.name} = ${JSON.stringify(c.value)}`));
  if (constants.length > 0) sections.push(constants.join(", "));
  if (m.failure.doc !== null) sections.push(`${code(m.failure.name ?? "")}:`, quote(m.failure.doc));
  if (m.failure.waiting.length > 0) sections.push(m.failure.waiting.map((w) => `- ${prose(w)}`).join("\n"));
  if (m.failure.help !== null && !m.expected) sections.push(`Help: ${prose(m.failure.help)}`);
  if (m.failure.at !== null) {
    const { file, line, endLine } = m.failure.at;
    const source = texts(file)?.split("\n") ?? [];
    const stated = source.slice(line - 1, endLine - line >= longestProperty ? line : endLine);
    sections.push(`${code(`${file}:${line}`)}${stated.length === 0 ? "" : ":"}`);
    if (stated.length > 0) sections.push(codeBlock(stated.join("\n"), "ts"));
  }
  return m.trace === null ? sections : [...sections, ...traceSections(m.trace)];
}

function traceSections(trace: TraceReport): readonly string[] {
  const sections: string[] = [];
  const columns = interleaving(trace);
  if (columns !== null) {
    const columnHeads = columns.heads.map(([name, self]): readonly [string, Align] => [
      prose(`${name} ${self}`.trim()),
      "left",
    ]);
    const rows = columns.rows.map((r, i) => [
      String(i + 1),
      ...columns.heads.map((_, c) => (c === r.column ? code(r.text) : "")),
    ]);
    sections.push(table([["#", "right"], ...columnHeads], rows));
  }
  if (trace.steps.length > 0) sections.push(stepTable(trace));
  if (trace.loop !== null) sections.push(...endless(trace));
  if (trace.isInitialChosen && trace.steps.length > 0 && trace.initial !== null) {
    sections.push(stateDetails("The initial state", trace.initial));
  }
  const last = trace.steps.findLast((s) => s.state !== null)?.state ?? trace.initial;
  if (last === null) return sections;
  const isBefore = trace.steps.at(-1)?.state === null;
  const title =
    trace.steps.length === 0
      ? "The initial state"
      : isBefore
        ? "The state before the step that fails"
        : "The last state";
  return [...sections, stateDetails(title, last)];
}

function endless(trace: TraceReport): readonly string[] {
  const { loop, steps, fair } = trace;
  const again =
    loop === null || loop === steps.length ? "" : `Steps ${loop + 1} to ${steps.length} (↻) again and again: `;
  const [only, ...more] = fair;
  if (more.length === 0) return [prose(`↻ ${again}${closingText(trace)}${only === undefined ? "" : `: ${only}`}`)];
  return [prose(`↻ ${again}${closingText(trace)}`), fair.map((f) => `- ${prose(f)}`).join("\n")];
}

const stateDetails = (title: string, state: StateReport): string =>
  `<details open><summary>${title}</summary>\n\n${codeBlock(stateText(state))}\n\n</details>`;

const stepTable = (trace: TraceReport): string =>
  table(
    [
      ["#", "right"],
      ["who", "left"],
      [trace.steps.some((s) => s.locals.length > 0) ? "step (locals before it)" : "step", "left"],
      ["line", "right"],
      ["what happens", "left"],
      ["what changes", "left"],
    ],
    trace.steps.map((s, i) => {
      const actor = trace.actors[s.actor];
      const changes = s.changes.map((c) =>
        code(c.before === "" ? `${c.path} = ${c.after}` : `${c.path}: ${c.before} → ${c.after}`),
      );
      return [
        trace.loop !== null && i >= trace.loop ? `↻ ${i + 1}` : String(i + 1),
        actor === undefined || actor.kind === "action" ? "" : prose(instanceText(actor.name, actor.self)),
        code(s.locals.length === 0 ? s.title : `${s.title} (${s.locals.join(", ")})`),
        String(s.at.line),
        prose(s.prose ?? ""),
        s.state === null ? "fails" : changes.join("<br>"),
      ];
    }),
  );

function stateText(state: StateReport): string {
  const rows = stateRows(state, plain.width).map((r) => `${r.name}: ${r.text}`);
  return [...rows, ...state.resting.map(restText)].join("\n");
}

const diagnosticsBlock = (diagnostics: readonly Diagnostic[], texts: Texts): string =>
  codeBlock(diagnostics.map((d) => renderDiagnostic(d, texts, plain)).join("\n\n"));
