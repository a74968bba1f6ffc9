/**
 * The reporters of a run, each writing to standard output or to a file of its own.
 * In: the choices of the command line, places to write to. Out: one `Reporter` that is all of them.
 * Not here: what they write (`pretty.ts`, `report/`).
 */
import { unwritable } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import { renderJson } from "../report/json.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { makeStyle, type Style } from "../report/style.ts";
import { reasonOf } from "./find-specs.ts";
import type { ReporterChoice } from "./options.ts";
import { prettyReporter } from "./pretty.ts";
import type { Reporter } from "./reporter.ts";

/** A file to write to, opened before the run so that a wrong path is told at once. */
export interface Output {
  readonly write: (text: string) => void;
}

export interface Outputs {
  readonly stdout: Output;
  readonly style: Style;
  /** Throws where the file cannot be written. */
  readonly open: (path: string) => Output;
}

export interface OpenedReporters {
  readonly reporters: readonly Reporter[];
  /** Files that could not be opened. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files that could not be written to; more of them as the run goes on. */
  readonly failures: readonly Diagnostic[];
}

/** Lines in a file: nobody's terminal sets their width. */
const fileStyle = makeStyle(false, 100);

export function openReporters(choices: readonly ReporterChoice[], outputs: Outputs, trace: boolean): OpenedReporters {
  const diagnostics: Diagnostic[] = [];
  const failures: Diagnostic[] = [];
  const reporters = choices.flatMap((choice): readonly Reporter[] => {
    try {
      const output = choice.file === null ? outputs.stdout : guarded(outputs.open(choice.file), choice.file, failures);
      return [makeReporter(choice, output, outputs, trace)];
    } catch (thrown) {
      diagnostics.push(unwritable(null, { path: choice.file ?? "standard output", reason: reasonOf(thrown) }));
      return [];
    }
  });
  return { reporters, diagnostics, failures };
}

/** A file that cannot be written any more ends its own report, not the run. */
function guarded({ write }: Output, path: string, failures: Diagnostic[]): Output {
  let isBroken = false;
  return {
    write: (text) => {
      if (isBroken) return;
      try {
        write(text);
      } catch (thrown) {
        isBroken = true;
        failures.push(unwritable(null, { path, reason: reasonOf(thrown) }));
      }
    },
  };
}

function makeReporter({ name, file }: ReporterChoice, output: Output, outputs: Outputs, trace: boolean): Reporter {
  switch (name) {
    case "pretty":
      return prettyReporter(output.write, { style: file === null ? outputs.style : fileStyle, trace });
    case "json":
      return { runEnds: (run) => output.write(renderJson(run)) };
    case "markdown":
      return { runEnds: (run, texts) => output.write(renderMarkdown(run, texts, { trace })) };
  }
}

/** Tells each of them everything. */
export const together = (reporters: readonly Reporter[]): Required<Reporter> => ({
  fileBegins: (...what) => {
    for (const r of reporters) r.fileBegins?.(...what);
  },
  progress: (...what) => {
    for (const r of reporters) r.progress?.(...what);
  },
  modelEnds: (...what) => {
    for (const r of reporters) r.modelEnds?.(...what);
  },
  fileEnds: (...what) => {
    for (const r of reporters) r.fileEnds?.(...what);
  },
  runEnds: (...what) => {
    for (const r of reporters) r.runEnds?.(...what);
  },
});
