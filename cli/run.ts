/**
 * One run: every model of every spec compiled and checked. Prints nothing, so that an editor can use it as well.
 * In: options, what the machine offers (`Host`), somebody who listens. Out: `Run`: the report and the texts it refers to.
 * Not here: reporters (`reporters.ts`), exit codes (`exit-code.ts`).
 */
import type { CheckOptions } from "../checker/index.ts";
import type { ModelHead } from "../compiler/index.ts";
import { noInitialState } from "../ir/codes/checking.ts";
import { internalError } from "../ir/codes/internal.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { SpecModel } from "../ir/model.ts";
import type { Outcome, Progress } from "../ir/outcome.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { explain, explainError, explainNotStarted } from "../report/explain.ts";
import type { FileReport, ModelReport, RunReport } from "../report/report.ts";
import type { EngineHosts } from "./engine-host.ts";
import { type Machine, watchLimits } from "./limits.ts";
import { type Measures, memoryGauge } from "./memory-gauge.ts";
import { isInterpreted, notesOn } from "./notes.ts";
import { type OpenedSpec, openSpecs, type Sources, thrownText } from "./open-specs.ts";
import type { Options } from "./options.ts";
import type { Workshop } from "./spec.ts";

/** What is loaded only when a spec is to be checked. */
export interface Tools extends Workshop {
  readonly check: (model: SpecModel, options: CheckOptions) => Promise<Outcome>;
}

export interface Host extends Machine, Measures, Sources {
  readonly tools: () => Promise<Tools>;
  /** Lets timers, signals and the terminal have their turn. */
  readonly breathe: () => Promise<void>;
  /** Absent: models are interpreted. */
  readonly engines?: EngineHosts;
}

/** Told what happens while it happens; any part may be missing. */
export interface Listener {
  readonly fileBegins?: (file: string, models: readonly string[]) => void;
  readonly progress?: (file: string, model: string, progress: Progress, seconds: number) => void;
  readonly modelEnds?: (model: ModelReport) => void;
  readonly fileEnds?: (file: FileReport, texts: Texts) => void;
}

export interface Run {
  readonly report: RunReport;
  /** Of every file that was read. */
  readonly texts: Texts;
  /** The files that were read, imported ones included. */
  readonly read: readonly string[];
}

export async function run(options: Options, host: Host, listener: Listener): Promise<Run> {
  const began = host.now();
  const tools = await host.tools();
  const specs = await openSpecs(options, host, tools);
  const files: FileReport[] = [];
  for (const path of specs.paths) {
    const opened = await specs.open(path);
    // With --model a spec that does not have it is none of this run's business.
    if (opened.models.length === 0 && opened.spec !== null) continue;
    const file = await checkFile(opened, options, host, tools, listener, specs.textOf);
    opened.spec?.keep();
    files.push(file);
    listener.fileEnds?.(file, specs.textOf);
  }
  const seconds = (host.now() - began) / 1000;
  return { report: { files, diagnostics: specs.diagnostics, seconds }, texts: specs.textOf, read: specs.read() };
}

async function checkFile(
  opened: OpenedSpec,
  options: Options,
  host: Host,
  tools: Tools,
  listener: Listener,
  texts: Texts,
): Promise<FileReport> {
  const { path: file, models: heads } = opened;
  listener.fileBegins?.(
    file,
    heads.map((m) => m.name),
  );
  const diagnostics: Diagnostic[] = [];
  const models: ModelReport[] = [];
  const collect = (more: readonly Diagnostic[]): void => {
    for (const d of more) if (!diagnostics.some((known) => isSame(known, d))) diagnostics.push(d);
  };
  collect(opened.diagnostics);
  for (const head of heads) {
    const { report, found } = await checkModel(opened, head, options, host, tools, listener, texts);
    collect(found);
    models.push(report);
    listener.modelEnds?.(report);
  }
  return { file, models, diagnostics };
}

async function checkModel(
  { path: file, spec, diagnostics: read }: OpenedSpec,
  { name, doc, at }: ModelHead,
  options: Options,
  host: Host,
  tools: Tools,
  listener: Listener,
  texts: Texts,
): Promise<{ readonly report: ModelReport; readonly found: readonly Diagnostic[] }> {
  const began = host.now();
  const seconds = (): number => (host.now() - began) / 1000;
  const warningsAmong = (found: readonly Diagnostic[]) => [...read, ...found].filter((d) => d.severity === "warning");
  const unchecked = (found: readonly Diagnostic[]) => ({
    ...{ file, model: name, doc, at },
    warnings: warningsAmong(found),
    seconds: seconds(),
  });
  const failed = (found: readonly Diagnostic[]) => ({ report: explainError(unchecked(found)), found });

  if (spec === null) return failed([]);
  if (host.interrupted()) return { report: explainNotStarted(unchecked([]), "interrupted"), found: [] };
  let found: readonly Diagnostic[] = [];
  try {
    const { model, fused, program, diagnostics, vacuity: known = null } = await spec.compile(name);
    found = diagnostics;
    if (model === null) return failed(found);
    const cramped: string[] = [];
    const engine = isInterpreted(model, options) ? undefined : host.engines;
    if (engine !== undefined && program === null) throw new Error("the model was compiled, and there is no program");
    const gauge = memoryGauge(host);
    const outcome = await tools.check(model, {
      fused,
      generated:
        engine && program
          ? { program, host: engine(options, { failed: (reason) => cramped.push(reason), held: gauge.held }) }
          : null,
      maxStates: options.maxStates,
      symmetry: options.symmetry,
      vacuity: known === null,
      breathe: host.breathe,
      shouldStop: watchLimits(options, host),
      onProgress: (progress) => {
        gauge.look();
        listener.progress?.(file, name, progress, seconds());
      },
    });
    const memory = gauge.most();
    if ((outcome.kind === "exhausted" || outcome.kind === "unreachable") && outcome.distinct === 0) {
      return failed([...found, noInitialState(model.at, { model: name })]);
    }
    const vacuity = isWhole(outcome) ? (known ?? outcome.vacuity ?? null) : null;
    if (known === null && vacuity !== null) spec.learn(name, vacuity);
    const notes = [
      ...notesOn(model, options),
      ...cramped.map((reason) => `levels were kept in memory, since they could not be written to disk: ${reason}`),
    ];
    const around = {
      ...{
        allowsSymmetry: options.symmetry,
        fusion: fused !== null,
        warnings: warningsAmong(found),
        notes,
        vacuity: vacuity === null ? null : { found: vacuity, texts },
        memory,
        seconds: seconds(),
      },
    };
    return { report: explain(model, outcome, around), found };
  } catch (thrown) {
    const during = `checking ${name} of ${file}`;
    return failed([...found, internalError(null, { during, thrown: thrownText(thrown, host) })]);
  }
}

/** All states were found, and none of them failed: what is idle then is idle in every such run. */
const isWhole = ({ kind }: Outcome): boolean => kind === "exhausted" || kind === "unreachable";

/** Binding happens per model, so one mistake arises for each of them. */
const isSame = (a: Diagnostic, b: Diagnostic): boolean =>
  a.code === b.code && a.message === b.message && a.at?.file === b.at?.file && a.at?.start === b.at?.start;
