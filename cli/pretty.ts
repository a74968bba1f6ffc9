/**
 * `--reporter pretty`: verdicts as they come, then what needs to be read: mistakes, counterexamples, the sum.
 * In: what a run tells its listener. Out: text, handed to `write` piece by piece.
 * Not here: how any of it looks (`report/`), the live line (`progress.ts`).
 */
import { afterSteps, plural, wrap } from "../report/cells.ts";
import { renderDiagnostic, type Texts } from "../report/diagnostic-frame.ts";
import { harmless } from "../report/harmless.ts";
import { idleSummary } from "../report/idle-lines.ts";
import type { FileReport, ModelReport } from "../report/report.ts";
import type { Style } from "../report/style.ts";
import { renderCounterexample, renderWitness } from "../report/terminal-trace.ts";
import {
  renderFileHead,
  renderSummary,
  renderTraceHint,
  renderVerdict,
  type VerdictColumns,
  verdictColumns,
} from "../report/verdict-lines.ts";
import type { Reporter } from "./reporter.ts";

export interface PrettyOptions {
  readonly style: Style;
  /** Traces of expected failures and of witnesses too. */
  readonly trace: boolean;
}

export function prettyReporter(write: (text: string) => void, { style, trace }: PrettyOptions): Reporter {
  let columns: VerdictColumns = verdictColumns([], style);
  let hasHead = false;
  const shown = new Set<ModelReport>();
  const line = (text = ""): void => write(`${harmless(text, style)}\n`);
  const show = (m: ModelReport, texts: Texts): void => {
    shown.add(m);
    line(renderCounterexample(m, texts, style));
  };
  const showWitnesses = (m: ModelReport): void => {
    for (const w of m.witnesses) {
      line();
      line(renderWitness(m, w, style));
    }
  };
  let head = "";
  const hanging = (mark: string, text: string): void => {
    for (const [i, part] of wrap(text, style.width - 13).entries()) line(`    ${i === 0 ? mark : "         "}${part}`);
  };
  return {
    fileBegins(file, models) {
      columns = verdictColumns(models, style);
      head = renderFileHead(file, columns, style);
      hasHead = false;
    },
    modelEnds(m) {
      // Models that could not be compiled are told together at the end of the file.
      if (m.verdict === "error") return;
      if (!hasHead) line(head);
      hasHead = true;
      line(renderVerdict(m, columns, style));
    },
    fileEnds(file, texts) {
      if (!hasHead) line(style.bold(file.file));
      for (const text of notesOf(file)) line(style.dim(`    note: ${text}`));
      const { everywhere, somewhere } = idleSummary(file.models);
      for (const { text, more } of everywhere) {
        hanging(style.doubtful("warning: "), text);
        if (more !== null) hanging("         ", more);
      }
      if (somewhere !== null)
        line(style.dim(`    idle in some models only: ${somewhere} (--reporter json names them)`));
      for (const d of file.diagnostics) {
        line();
        line(renderDiagnostic(d, texts, style));
      }
      const failed = file.models.filter((m) => m.verdict === "error").map((m) => m.model);
      if (failed.length > 0) {
        line();
        line(style.bad(`  not checked: ${failed.length <= 5 ? failed.join(", ") : plural(failed.length, "model")}`));
      }
      for (const m of file.models) {
        if (m.failure !== null && (trace || !m.expected)) {
          line();
          show(m, texts);
        }
        if (trace) showWitnesses(m);
      }
      line();
    },
    runEnds(run, texts) {
      const models = run.files.flatMap((f) => f.models);
      const [only] = models;
      if (models.length === 1 && only !== undefined) {
        const isNew = only.failure !== null && !shown.has(only);
        if (isNew) show(only, texts);
        if (!trace && only.failure === null) {
          for (const w of only.witnesses) line(`  ${w.property} is true ${afterSteps(w.trace.steps.length)}`);
          if (only.witnesses.length > 0) line(style.dim("  How it comes about: --trace"));
        }
        if (isNew || (!trace && only.witnesses.length > 0)) line();
      }
      for (const d of run.diagnostics) {
        line(renderDiagnostic(d, texts, style));
        line();
      }
      if (run.files.length === 0) return;
      line(renderSummary(run, style));
      const hint = models.length > 1 && !trace ? renderTraceHint(run, style) : null;
      if (hint !== null) line(hint);
    },
  };
}

/** Each note once, with the models it is about where these are not all. */
function notesOf(file: FileReport): readonly string[] {
  const notes = [...new Set(file.models.flatMap((m) => m.notes))];
  return notes.map((note) => {
    const of = file.models.filter((m) => m.notes.includes(note)).map((m) => m.model);
    if (of.length === file.models.length) return note;
    return `${note} (${of.length <= 3 ? of.join(", ") : plural(of.length, "model")})`;
  });
}
