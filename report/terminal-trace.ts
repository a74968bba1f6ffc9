/**
 * A counterexample or witness on a terminal: what is false, who acted when, each step with its changes, the last state.
 * In: `ModelReport` and its `TraceReport`. Out: lines without a trailing newline.
 * Not here: the line with the verdict (`verdict-lines.ts`), Markdown (`markdown.ts`).
 */
import { afterSteps, cut, padEnd, padStart, widthOf, wrap, wrapDoc } from "./cells.ts";
import { renderFrame, type Texts } from "./diagnostic-frame.ts";
import { instanceText } from "./instance-text.ts";
import { type Interleaving, interleaving } from "./interleaving.ts";
import { closingText } from "./loop-text.ts";
import type { Actor, FailureReport, ModelReport, StateReport, StepReport, TraceReport, Witness } from "./report.ts";
import { restText, stateRows } from "./state-rows.ts";
import type { Style } from "./style.ts";

/** A property longer than this is told by its first line. */
const longestProperty = 12;
/** Below this a column of the table says nothing. */
const leastColumn = 8;
/** A column other than the last is not narrowed below this. */
const headColumn = 13;
/** Prose beside the step needs this many columns; else it stands below. */
const leastProse = 32;

export function renderCounterexample(m: ModelReport, texts: Texts, style: Style): string {
  const name = `${m.file} › ${m.model}`;
  const verdict = m.expected ? `${m.verdict}, as expected` : m.verdict;
  const isRoomy = widthOf(name) + 2 + widthOf(verdict) <= style.width;
  const paint = m.expected ? style.good : style.bad;
  const lines = [`${style.bold(name)}${isRoomy ? "" : "\n"}  ${paint(verdict)}`, ...settingLines(m, style)];
  if (m.failure !== null) lines.push(...failureLines(m.failure, m.expected, texts, style));
  const trace = m.trace === null ? [] : traceLines(m.trace, m.file, style, m.failure);
  return [...lines, ...(trace.length === 0 ? [] : [""]), ...trace].join("\n");
}

export function renderWitness(m: ModelReport, w: Witness, style: Style): string {
  const title = `${style.bold(`${m.file} › ${m.model}`)}  ${w.property} is true ${afterSteps(w.trace.steps.length)}`;
  const doc = w.doc === null ? [] : wrapDoc(w.doc, style.width - 4).map((l) => `    ${l}`.trimEnd());
  return [title, ...doc, "", ...traceLines(w.trace, m.file, style, null)].join("\n");
}

/** What the author says of the model, and the values of its constants. */
function settingLines(m: ModelReport, style: Style): readonly string[] {
  const doc = m.doc === null ? [] : wrapDoc(m.doc, style.width - 4).map((l) => `    ${l}`.trimEnd());
  const constants = m.constants.map((c) => unbroken(`${c.name} = ${JSON.stringify(c.value)}`)).join(", ");
  return [...doc, ...wrap(constants, style.width - 4).map((l) => style.dim(`    ${broken(l)}`))];
}

function failureLines(failure: FailureReport, isExpected: boolean, texts: Texts, style: Style): readonly string[] {
  const lines = wrap(failure.sentence, style.width - 4).map(
    (l, i) => `  ${i === 0 ? style.bad("✗") : " "} ${style.bold(l)}`,
  );
  lines.push(...failure.waiting.flatMap((w) => wrap(w, style.width - 4).map((l) => `    ${l}`)));
  if (failure.help !== null && !isExpected) {
    lines.push(
      ...wrap(failure.help, style.width - 10).map((l, i) => style.dim(`    ${i === 0 ? "help: " : "      "}${l}`)),
    );
  }
  if (failure.doc !== null) lines.push(...wrapDoc(failure.doc, style.width - 4).map((l) => `    ${l}`.trimEnd()));
  if (failure.at === null) return lines;
  lines.push(`    ${style.dim(`${failure.at.file}:${failure.at.line}`)}`);
  const source = texts(failure.at.file);
  if (source === null) return lines;
  const isLong = failure.at.endLine - failure.at.line >= longestProperty;
  const at = isLong ? { ...failure.at, endLine: failure.at.line, endColumn: failure.at.column } : failure.at;
  return [...lines, ...renderFrame(source, at, style, 0).map((l) => `  ${l}`)];
}

function traceLines(trace: TraceReport, file: string, style: Style, failure: FailureReport | null): readonly string[] {
  const table = interleaving(trace);
  const last = trace.steps.findLast((s) => s.state !== null)?.state ?? trace.initial;
  const interleaved =
    table === null ? [] : [style.bold("  Who moves when"), "", ...tableLines(table, trace.loop, style), ""];
  const failed = trace.steps.at(-1);
  const stateTitle =
    trace.steps.length === 0
      ? "The initial state"
      : failed?.state === null
        ? `The state before step ${trace.steps.length}, which fails`
        : lastStateTitle(trace);
  const start =
    trace.isInitialChosen && trace.steps.length > 0 && trace.initial !== null
      ? [style.bold("  The initial state"), ...stateLines(trace.initial, style), ""]
      : [];
  const hasLocals = trace.steps.some((s) => s.locals.length > 0);
  const stepsTitle =
    style.bold("  Step by step") + (hasLocals ? style.dim("  [locals of the process before the step]") : "");
  const endless = endlessLines(trace, style);
  const steps =
    trace.steps.length === 0 ? [] : [stepsTitle, "", ...stepLines(trace, file, style, failure), ...endless, ""];
  const end = last === null ? [] : [style.bold(`  ${stateTitle}`), ...stateLines(last, style)];
  return [...interleaved, ...start, ...steps, ...end, ...(trace.steps.length === 0 ? endless : [])];
}

const lastStateTitle = ({ loop, steps }: TraceReport): string =>
  loop === null || loop === steps.length
    ? "The last state"
    : `The last state, which is ${loop === 0 ? "the initial one" : `that after step ${loop}`} again`;

/** That the run goes on for ever, and why it may. */
function endlessLines(trace: TraceReport, style: Style): readonly string[] {
  if (trace.loop === null) return [];
  const [only, ...more] = trace.fair;
  const closing = closingText(trace);
  const text = only === undefined || more.length > 0 ? closing : `${closing}: ${only}`;
  return [
    ...wrap(text, style.width - 6).map((l, i) => `  ${i === 0 ? style.bad("↻") : " "} ${l}`),
    ...(more.length === 0 ? [] : trace.fair).flatMap((f) =>
      wrap(f, style.width - 6).map((l, i) => style.dim(`    ${i === 0 ? "- " : "  "}${l}`)),
    ),
  ];
}

/** Lines of steps that are done again and again: a bar before them. Each begins with two blanks. */
const barred = (lines: readonly string[], style: Style): readonly string[] =>
  lines.map((l) => `${style.bad("│")}${l.slice(1)}`);

/** A row has one cell, so its text may run on over the columns to the right of its own. */
function tableLines(table: Interleaving, loop: number | null, style: Style): readonly string[] {
  const number = widthOf(String(table.rows.length));
  const all = style.width - 2 - number;
  const even = Math.floor(all / table.heads.length) - 2;
  if (even < leastColumn) return narrowTableLines(table, loop, style, number);
  const natural = table.heads.map((head, column) => {
    const texts = [...head, ...table.rows.filter((r) => r.column === column).map((r) => r.text)];
    return Math.max(...texts.map(widthOf));
  });
  // The last column has nothing to run on over, so that the others make room for it as far as their heads allow.
  const last = natural.at(-1) ?? 0;
  const others = Math.floor((all - last - 2) / Math.max(1, natural.length - 1)) - 2;
  const room = Math.min(even, Math.max(others, headColumn));
  const widths = natural.map((w, column) => Math.min(w, column === natural.length - 1 ? Math.max(room, even) : room));
  const begins = widths.map((_, column) => 2 + number + widths.slice(0, column).reduce((sum, w) => sum + w + 2, 2));
  const margin = " ".repeat(2 + number);
  const heads = [0, 1].map((line) =>
    table.heads
      .map((h, c) => `  ${style.actor(c)(padEnd(cut(h[line] ?? "", widths[c] ?? 0), widths[c] ?? 0))}`)
      .join(""),
  );
  const rule = widths.map((w) => `  ${style.dim("─".repeat(w))}`).join("");
  const rows = table.rows.map(({ column, text }, i) => {
    const begin = begins[column] ?? 0;
    const cell = style.actor(column)(cut(text, style.width - begin));
    return `  ${style.dim(padStart(String(i + 1), number))}${" ".repeat(begin - 2 - number)}${cell}`;
  });
  const again = withBar(rows, loop, style);
  return [...heads.filter((h) => h.trim() !== "").map((h) => (margin + h).trimEnd()), margin + rule, ...again];
}

const withBar = (rows: readonly string[], loop: number | null, style: Style): readonly string[] =>
  loop === null ? rows : [...rows.slice(0, loop), ...barred(rows.slice(loop), style)];

/** Too many actors for columns with text: a mark in the actor's column, the text at the end. */
function narrowTableLines(table: Interleaving, loop: number | null, style: Style, number: number): readonly string[] {
  const letter = (column: number): string => String.fromCharCode(65 + (column % 26));
  const legend = table.heads.map(([name, self], c) => `  ${style.actor(c)(letter(c))} ${`${name} ${self}`.trim()}`);
  const rows = table.rows.map((r, i) => {
    const lane = table.heads.map((_, c) => (c === r.column ? style.actor(c)(letter(c)) : style.dim("·"))).join(" ");
    const room = style.width - 2 - number - 2 - 2 * table.heads.length - 2;
    return `  ${style.dim(padStart(String(i + 1), number))}  ${lane}  ${cut(r.text, Math.max(leastColumn, room))}`;
  });
  return [...legend, "", ...withBar(rows, loop, style)];
}

function stepLines(trace: TraceReport, file: string, style: Style, failure: FailureReport | null): readonly string[] {
  const number = widthOf(String(trace.steps.length));
  const who = trace.actors.map((a) => shortName(a, trace));
  const whoWidth = Math.max(0, ...who.map(widthOf));
  const titleWidth = Math.min(Math.max(...trace.steps.map((s) => widthOf(s.title)), 1), Math.floor(style.width * 0.4));
  const placeWidth = Math.max(0, ...trace.steps.map((s) => widthOf(placeOf(s, file))));
  const indent = 2 + number + 2;
  return trace.steps.flatMap((s, i) => {
    const head = [
      `  ${style.dim(padStart(String(i + 1), number))}`,
      ...(whoWidth === 0 ? [] : [style.actor(s.actor)(padEnd(who[s.actor] ?? "", whoWidth))]),
      style.bold(padEnd(s.title, titleWidth)),
      style.dim(padEnd(placeOf(s, file), placeWidth)),
    ].join("  ");
    const isLast = i === trace.steps.length - 1;
    const fails = isLast && s.state === null && failure !== null;
    const lines = [
      ...withText(head, s, indent, style),
      ...changeLines(s, indent, style),
      ...(fails ? [`${" ".repeat(indent)}${style.bad(`✗ ${failure.sentence}`)}`] : []),
    ];
    return trace.loop !== null && i >= trace.loop ? barred(lines, style) : lines;
  });
}

/** The shortest that still tells who: an identity where only one process has it. Actions tell themselves. */
function shortName({ kind, name, self }: Actor, trace: TraceReport): string {
  if (kind === "action") return "";
  if (self === null) return name;
  const isShared = trace.actors.some((a) => a.self === self && a.name !== name);
  return isShared || !/[a-z]/i.test(self) ? instanceText(name, self) : self;
}

const placeOf = (s: StepReport, file: string): string =>
  s.at.file === file ? `:${s.at.line}` : `${s.at.file.split("/").at(-1)}:${s.at.line}`;

/** The author's prose and what the locals are, beside the step where there is room for it, else below. */
function withText(head: string, s: StepReport, indent: number, style: Style): readonly string[] {
  const locals = s.locals.length === 0 ? "" : `[${s.locals.map(unbroken).join(", ")}]`;
  const text = [s.prose ?? "", locals].filter((t) => t !== "").join(" ");
  if (text === "") return [head.trimEnd()];
  const start = widthOf(head) + 2;
  const room = style.width - start;
  if (room < leastProse) {
    return [head.trimEnd(), ...wrap(text, style.width - indent).map((l) => " ".repeat(indent) + broken(l))];
  }
  return wrap(text, room).map((l, i) => (i === 0 ? `${head}  ${broken(l)}` : " ".repeat(start) + broken(l)));
}

/** "b = 0" stays on one line. */
const unbroken = (text: string): string => text.replaceAll(" ", "\u00a0");
const broken = (text: string): string => text.replaceAll("\u00a0", " ");

function changeLines(s: StepReport, indent: number, style: Style): readonly string[] {
  return s.changes.map((c) => {
    const text = c.before === "" ? `${c.path} = ${c.after}` : `${c.path}: ${c.before} → ${c.after}`;
    const line = " ".repeat(indent + 2) + cut(text, Math.max(leastProse, style.width - indent - 2));
    return c.local ? style.dim(line) : line;
  });
}

function stateLines(state: StateReport, style: Style): readonly string[] {
  const rows = stateRows(state, style.width - 4);
  const nameWidth = Math.min(30, Math.max(0, ...rows.map((r) => widthOf(r.name))));
  const lines = rows.flatMap((r) => {
    const wrapped = wrap(r.text, Math.max(leastProse, style.width - 6 - nameWidth));
    return wrapped.map((l, i) => `    ${padEnd(i === 0 ? r.name : "", nameWidth)}  ${l}`);
  });
  const resting = state.resting.map((r) => restText(r));
  return [...lines, ...(resting.length === 0 ? [] : [""]), ...resting.map((l) => `    ${cut(l, style.width - 4)}`)];
}
