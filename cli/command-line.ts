/**
 * The command line: names of options, help, the subcommands `explain` and `export`.
 * In: arguments. Out: `Command`: what is asked, or what is wrong with the asking.
 * Not here: the values of options (`options.ts`).
 */
import { CommanderError, Command as Parser } from "commander";
import { type ExportFormat, exportFormats } from "../export/formats.ts";
import { badCommandLine, badOptionValue } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import { type Flags, type Options, readOptions, reporterNames } from "./options.ts";

export type Command =
  | { readonly kind: "check"; readonly options: Options }
  | { readonly kind: "explain"; readonly code: string }
  /** `out`: a folder, null for standard output. */
  | { readonly kind: "export"; readonly options: Options; readonly to: ExportFormat; readonly out: string | null }
  /** Help or version. */
  | { readonly kind: "print"; readonly text: string }
  /** `options`: as far as they could be read. */
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[]; readonly options: Options | null };

export interface Surroundings {
  readonly version: string;
  /** Bytes that this process may use. */
  readonly heap: number;
  /** Columns for the help. */
  readonly width: number;
}

export function readCommandLine(args: readonly string[], around: Surroundings): Command {
  let command: Command | null = null;
  let printed = "";
  const parser = makeParser(around, {
    print: (text) => {
      printed += text;
    },
    check: (paths, flags) => {
      const { options, diagnostics } = readOptions(paths, flags, around.heap);
      command = diagnostics.length > 0 ? { kind: "refused", diagnostics, options } : { kind: "check", options };
    },
    explain: (code) => {
      command = { kind: "explain", code };
    },
    export: (paths, flags) => {
      const { options, diagnostics } = readOptions(paths, { ...flags, symmetry: true }, around.heap);
      const to = exportFormats.find((name) => name === flags.to);
      const wants = `one of ${exportFormats.join(", ")}`;
      const refused = to === undefined ? [badOptionValue(null, { option: "--to", value: flags.to, wants })] : [];
      const found = [...diagnostics, ...refused];
      command =
        to === undefined || found.length > 0
          ? { kind: "refused", diagnostics: found, options: null }
          : { kind: "export", options, to, out: flags.out ?? null };
    },
  });
  try {
    parser.parse(args, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return { kind: "print", text: printed };
    const message = thrown.message.replace(/^error: /, "").replace(/\n/g, " ");
    return { kind: "refused", diagnostics: [badCommandLine(null, { message })], options: null };
  }
  if (command === null) throw new Error("the command line was read and nothing was asked");
  return command;
}

/** What `export` understands. */
interface ExportFlags extends Pick<Flags, "model" | "set" | "cache"> {
  readonly to: string;
  readonly out?: string;
}

interface Actions {
  readonly print: (text: string) => void;
  readonly check: (paths: readonly string[], flags: Flags) => void;
  readonly explain: (code: string) => void;
  readonly export: (paths: readonly string[], flags: ExportFlags) => void;
}

function makeParser({ version, width }: Surroundings, actions: Actions): Parser {
  const several = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];
  const parser = new Parser("spec-check")
    // What stands behind `export` is for it, also where checking has an option of that name.
    .enablePositionalOptions()
    .description(
      "Checks every model of every *.race.ts in these files and folders (the current folder where none is named).",
    )
    .argument("[paths...]", "files and folders; folders are searched for *.race.ts")
    .option("-m, --model <name>", "only this model (several are possible)", several)
    .option("-s, --set <name=value>", "another value for a constant (several are possible)", several)
    .option("-t, --trace", "show the traces of expected failures and of witnesses too")
    .option("-r, --reporter <name[=file]>", `${reporterNames.join(", ")} (several are possible)`, several)
    .option("--max-states <n>", "stop a model that has more distinct states")
    .option("--max-seconds <n>", "stop a model that takes longer")
    .option("--max-memory <size>", "stop a model that needs more memory, e.g. 2G (3/4 of the machine's unless given)")
    .option("--no-symmetry", "do not reduce states by symmetry")
    .option("--no-cache", "compile every spec anew, and keep nothing for later runs")
    .option("--workers <n>", "threads that search a large space (as many as there are cores unless given)")
    .option("--engine <name>", "wasm (the default); cells, interpret: slower, to compare with")
    .option("--fusion", "fuse steps that nobody can tell apart: fewer states, the same verdicts")
    .option(
      "--emit <what>",
      "print the compiled form instead of checking: ir, layout, wat; or one model's module: wasm",
    )
    .option("-w, --watch", "check again whenever a spec changes")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", `\n${exitCodes}`)
    .exitOverride()
    .configureOutput({ writeOut: actions.print, writeErr: () => {}, getOutHelpWidth: () => width })
    .action((paths: readonly string[], flags: Flags) => actions.check(paths, flags));
  parser
    .command("explain <code>")
    .description("print what a code such as SPEC2001 means")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .action((code: string) => actions.explain(code));
  parser
    .command("export")
    .description("print models in another checker's language, to have their counts confirmed there")
    .argument("[paths...]", "files and folders; folders are searched for *.race.ts")
    .requiredOption("--to <format>", `${exportFormats.join(", ")}`)
    .option("-m, --model <name>", "only this model (several are possible)", several)
    .option("-s, --set <name=value>", "another value for a constant (several are possible)", several)
    .option("-o, --out <folder>", "write a file for each model there instead of printing one")
    .option("--no-cache", "compile every spec anew, and keep nothing for later runs")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .action((paths: readonly string[], flags: ExportFlags) => actions.export(paths, flags));
  return parser;
}

const exitCodes = `Exit codes:
  0    every verdict is the one its model expects
  1    an unexpected verdict
  2    a mistake in the call or in a spec
  3    incomplete: a limit was hit, so nothing is proved
  70   a bug of racespec
  130  interrupted`;
