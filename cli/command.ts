/**
 * The command from arguments to exit code: what is asked is done, and what comes of it is written to the terminal.
 * In: arguments. Out: an exit code, text on standard output and standard error.
 * Not here: what a run does (`run.ts`), how reports look (`report/`).
 */
import { join } from "node:path";
import type { ExportFormat } from "../export/formats.ts";
import { internalError } from "../ir/codes/internal.ts";
import { exportSeveral, optionsExclude, unknownCode } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import { renderDiagnostic } from "../report/diagnostic-frame.ts";
import { harmless } from "../report/harmless.ts";
import { renderJson } from "../report/json.ts";
import { makeStyle, type Style } from "../report/style.ts";
import { endWithParent, isCramped, runAgainCramped } from "./address-space.ts";
import { readCommandLine } from "./command-line.ts";
import { emit } from "./emit.ts";
import { exitCode } from "./exit-code.ts";
import { interruptedCode, listenForInterruption } from "./interruption.ts";
import { heapLimit, nodeHost, openFile } from "./machine.ts";
import { thrownText } from "./open-specs.ts";
import type { Options } from "./options.ts";
import { errorPage, packageVersion } from "./package-files.ts";
import { progressLine } from "./progress.ts";
import { openReporters, together } from "./reporters.ts";
import { run } from "./run.ts";
import { watchAndRun } from "./watch.ts";

/** Columns where nobody's terminal sets them. */
const plainWidth = 120;

export async function command(args: readonly string[]): Promise<number> {
  const wantsStacks = Boolean(process.env.RACESPEC_STACK);
  try {
    const width = process.stdout.columns || plainWidth;
    const asked = readCommandLine(args, { version: packageVersion(), heap: heapLimit(), width });
    switch (asked.kind) {
      case "print":
        process.stdout.write(asked.text);
        return 0;
      case "explain":
        return explainCode(asked.code);
      case "export":
        return await exported(asked.options, asked.to, asked.out);
      case "refused":
        return refuse(asked.diagnostics, asked.options);
      case "check":
        return asked.options.emit === null ? await check(asked.options) : await emitted(asked.options);
    }
  } catch (thrown) {
    const failure = internalError(null, { during: "running", thrown: thrownText(thrown, { wantsStacks }) });
    complain([failure]);
    return 70;
  }
}

async function check(options: Options): Promise<number> {
  if (options.engine !== "interpret" && isCramped()) return runAgainCramped();
  endWithParent();
  const style = styleOf(process.stdout);
  const progress = progressLine({ stream: process.stderr, now: () => performance.now() });
  const interruption = listenForInterruption(() => {
    progress.clear();
    process.stderr.write("\nstopping; once more to leave at once\n");
  });
  const host = nodeHost(interruption.interrupted, options);
  const stdout = {
    write: (text: string): void => {
      progress.clear();
      process.stdout.write(text);
    },
  };
  const once = async (): Promise<{ readonly code: number; readonly read: readonly string[] }> => {
    const outputs = { stdout, style, open: openFile };
    const { reporters, diagnostics, failures } = openReporters(options.reporters, outputs, options.trace);
    if (diagnostics.length > 0) return { code: refuse(diagnostics, options), read: [] };
    const listener = together([progress, ...reporters]);
    const { report, texts, read } = await run(options, host, listener);
    listener.runEnds(report, texts);
    complain(failures);
    const code = exitCode(report);
    if (code === 70) return { code, read };
    return { code: interruption.interrupted() ? interruptedCode : failures.length > 0 ? 2 : code, read };
  };
  if (!options.watch) return (await once()).code;
  const folders = options.paths.length === 0 ? ["."] : options.paths.filter((p) => host.disk.kindOf(p) === "folder");
  await watchAndRun(async () => {
    const { read } = await once();
    process.stderr.write("watching for changes; Ctrl-C to leave\n");
    return { files: read, folders };
  }, interruption.interrupted);
  return interruptedCode;
}

async function emitted(options: Options): Promise<number> {
  const { texts, diagnostics, textOf } = await emit(
    options,
    nodeHost(() => false, options),
  );
  const isBinary = texts.some((text) => typeof text !== "string");
  if (isBinary && process.stdout.isTTY) {
    return refuse([optionsExclude(null, { first: "--emit wasm", second: "a terminal", why: "add `> FILE`" })], null);
  }
  for (const [i, text] of texts.entries()) process.stdout.write(typeof text === "string" && i > 0 ? `\n${text}` : text);
  const style = styleOf(process.stderr);
  for (const d of diagnostics) process.stderr.write(harmless(`${renderDiagnostic(d, textOf, style)}\n\n`, style));
  if (diagnostics.some((d) => d.code === internalError.code)) return 70;
  return diagnostics.some((d) => d.severity === "error") ? 2 : 0;
}

async function exported(options: Options, to: ExportFormat, out: string | null): Promise<number> {
  const host = nodeHost(() => false, options);
  const { exportModels } = await import("./export.ts");
  const { files, diagnostics: found, textOf } = await exportModels(options, to, host);
  const tooMany = out === null && files.length > 1 ? [exportSeveral(null, { count: files.length })] : [];
  const diagnostics = [...found, ...tooMany];
  if (tooMany.length === 0) {
    for (const { name, text } of files) {
      if (out === null) process.stdout.write(text);
      else openFile(join(out, name)).write(text);
    }
  }
  const style = styleOf(process.stderr);
  for (const d of diagnostics) process.stderr.write(harmless(`${renderDiagnostic(d, textOf, style)}\n\n`, style));
  if (diagnostics.some((d) => d.code === internalError.code)) return 70;
  return diagnostics.some((d) => d.severity === "error") ? 2 : 0;
}

function explainCode(code: string): number {
  const page = errorPage(code);
  if (page === null) return refuse([unknownCode(null, { code })], null);
  process.stdout.write(page.endsWith("\n") ? page : `${page}\n`);
  return 0;
}

/** Nothing was checked. Who reads the JSON from standard output finds the reason there as well. */
function refuse(diagnostics: readonly Diagnostic[], options: Options | null): number {
  if (options?.reporters.some((r) => r.name === "json" && r.file === null)) {
    process.stdout.write(renderJson({ files: [], diagnostics, seconds: 0 }));
  }
  complain(diagnostics);
  return 2;
}

function complain(diagnostics: readonly Diagnostic[]): void {
  const style = styleOf(process.stderr);
  for (const d of diagnostics) process.stderr.write(harmless(`${renderDiagnostic(d, () => null, style)}\n`, style));
}

/** https://no-color.org, https://force-color.org; else colours on a terminal and none in a pipe. */
function styleOf(stream: NodeJS.WriteStream): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  const isRefused = (NO_COLOR !== undefined && NO_COLOR !== "") || FORCE_COLOR === "0";
  // Of a pipe Node says not false but undefined, whatever its types say.
  const isTerminal = Boolean(stream.isTTY) && TERM !== "dumb";
  const colour = !isRefused && (isForced || isTerminal);
  const width = Math.max(40, stream.columns || plainWidth);
  return stream.columns ? makeStyle(colour, width, width) : makeStyle(colour, width);
}
