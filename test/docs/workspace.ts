// The files that a page builds up block by block, kept in memory, and the command run over them.
// In: texts. Out: diagnostics, and what `spec-check` writes to standard output.
// Not here: which block does what (pages.ts).
import { readFileSync } from "node:fs";
import { readCommandLine } from "../../cli/command-line.ts";
import type { Disk } from "../../cli/find-specs.ts";
import { heapLimit, nodeHost } from "../../cli/machine.ts";
import { loadLibrary } from "../../cli/package-files.ts";
import { openReporters, together } from "../../cli/reporters.ts";
import { run } from "../../cli/run.ts";
import { type Compiler, createCompiler } from "../../compiler/index.ts";
import { makeStyle } from "../../report/style.ts";

export const repository = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

export type Files = Map<string, string>;

/** Columns of the terminal that quoted output is from: what fits a page. */
const width = 100;

/** `spec-check ARGUMENTS` over these files, and the shipped specs where there is no such file. */
export async function commandOutput(files: Files, line: string): Promise<string> {
  const args = (line.match(/"[^"]*"|\S+/g) ?? []).map((arg) => arg.replace(/^"|"$/g, ""));
  const asked = readCommandLine(args, { version: "0", heap: heapLimit(), width });
  if (asked.kind !== "check") throw new Error(`${line}: nothing is checked`);
  let text = "";
  const stdout = {
    write: (more: string) => {
      text += more;
    },
  };
  const outputs = { stdout, style: makeStyle(false, width), open: () => stdout };
  const { reporters } = openReporters(asked.options.reporters, outputs, asked.options.trace);
  const listener = together(reporters);
  const { report, texts } = await run(asked.options, { ...nodeHost(() => false), disk: diskOf(files) }, listener);
  listener.runEnds(report, texts);
  return text;
}

function diskOf(files: Files): Disk {
  const real = nodeHost(() => false).disk;
  return {
    kindOf: (path) => (files.has(path) ? "file" : real.kindOf(path)),
    list: real.list,
    identity: (path) => (files.has(path) ? path : real.identity(path)),
    read: (path) => files.get(path) ?? real.read(path),
  };
}

let compiler: Compiler | null = null;

/** Codes of the errors in any of its models, each once, with their messages. `files`: what it may import. */
export function errorsOf(
  path: string,
  text: string,
  files: Files,
): readonly { readonly code: string; readonly message: string }[] {
  compiler ??= createCompiler(loadLibrary());
  const { value, diagnostics } = compiler.read(path, {
    read: (file) => (file === path ? text : (files.get(file) ?? null)),
  });
  const found = diagnostics.filter((d) => d.severity === "error");
  if (found.length === 0)
    for (const { name } of value.models)
      found.push(...value.compile(name, new Map()).diagnostics.filter((d) => d.severity === "error"));
  return [...new Map(found.map((d) => [d.code, { code: d.code, message: d.message }])).values()];
}
