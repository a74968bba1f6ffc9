// The command line: what is refused, with which code; what is taken. No option is ever ignored.
import { describe, expect, it } from "vitest";
import { type Command, readCommandLine } from "../../cli/command-line.ts";

const read = (...args: readonly string[]): Command =>
  readCommandLine(args, { version: "1.2.3", heap: 4 * 2 ** 30, width: 80 });

function options(...args: readonly string[]) {
  const command = read(...args);
  if (command.kind !== "check") throw new Error(JSON.stringify(command));
  return command.options;
}

const refusals = (...args: readonly string[]): readonly string[] => {
  const command = read(...args);
  return command.kind === "refused" ? command.diagnostics.map((d) => `${d.code} ${d.message}`) : [command.kind];
};

describe("what is taken", () => {
  it("nothing at all: the current folder, all models, people as readers", () => {
    expect(options()).toEqual({
      ...{ paths: [], models: [], set: new Map(), maxStates: null, maxSeconds: null, maxMemory: null },
      ...{
        symmetry: true,
        fusion: false,
        engine: "wasm",
        workers: null,
        cache: true,
        trace: false,
        emit: null,
        reporters: [{ name: "pretty", file: null }],
        watch: false,
      },
    });
  });

  it("everything", () => {
    const all = options(
      ...["a", "b.race.ts", "--model", "x", "--model", "y", "--set", "N=3", "--set", "TEXT=a=b", "--workers", "1"],
      ...[
        "--max-states",
        "1000",
        "--max-seconds",
        "1.5",
        "--max-memory",
        "512M",
        "--no-symmetry",
        "--fusion",
        "--no-cache",
      ],
      ...["--reporter", "json", "--reporter", "markdown=a=b.md", "--trace"],
    );
    expect(all).toEqual({
      ...{ paths: ["a", "b.race.ts"], models: ["x", "y"], maxStates: 1000, maxSeconds: 1.5, maxMemory: 512 * 2 ** 20 },
      set: new Map([
        ["N", "3"],
        ["TEXT", "a=b"],
      ]),
      ...{
        symmetry: false,
        fusion: true,
        engine: "wasm",
        workers: 1,
        cache: false,
        trace: true,
        emit: null,
        watch: false,
      },
      reporters: [
        { name: "json", file: null },
        { name: "markdown", file: "a=b.md" },
      ],
    });
  });

  it("the compiled form, and watching", () => {
    expect(options("--emit", "ir", "--model", "x").emit).toBe("ir");
    expect(options("--watch", "--reporter", "json=x.json").watch).toBe(true);
  });

  it("people still see the run when reporters write to files", () => {
    expect(options("--reporter", "json=x.json").reporters).toEqual([
      { name: "pretty", file: null },
      { name: "json", file: "x.json" },
    ]);
  });

  it("help, version and explain", () => {
    expect(read("--version")).toEqual({ kind: "print", text: "1.2.3\n" });
    const help = read("--help");
    expect(help.kind === "print" && help.text).toContain("spec-check [options] [command] [paths...]");
    expect(read("explain", "SPEC2001")).toEqual({ kind: "explain", code: "SPEC2001" });
  });
});

describe("what is refused", () => {
  it.each([
    [["--modle", "x"], "SPEC7001 unknown option '--modle' (Did you mean --model?)"],
    [["--model"], "SPEC7001 option '-m, --model <name>' argument missing"],
    [["explain"], "SPEC7001 missing required argument 'code'"],
    [["--max-states", "0"], "SPEC7008 --max-states 0: this is not a whole number from 1"],
    [["--max-states", "1e6"], "SPEC7008 --max-states 1e6: this is not a whole number from 1"],
    [["--max-seconds", "soon"], "SPEC7008 --max-seconds soon: this is not a number of seconds above 0"],
    [["--max-memory", "much"], "SPEC7008 --max-memory much: this is not a size such as 512M or 2G"],
    [
      ["--engine", "interpret", "--max-memory", "5G"],
      "SPEC7014 --max-memory 5G is more than Node gives this process, which is 4096M",
    ],
    [["--set", "N"], "SPEC7008 --set N: this is not of the form NAME=VALUE"],
    [["--set", "N=1", "--set", "N=2"], "SPEC7013 --set names N twice"],
    [["--workers", "none"], "SPEC7008 --workers none: this is not a whole number from 1 to 256"],
    [["--workers", "257"], "SPEC7008 --workers 257: this is not a whole number from 1 to 256"],
    [["--engine", "turbo"], "SPEC7008 --engine turbo: this is not one of wasm, cells, interpret"],
    [
      ["--engine", "interpret", "--workers", "2"],
      "SPEC7015 --engine interpret and --workers 2 exclude each other: one thread interprets",
    ],
    [["--emit", "x"], "SPEC7008 --emit x: this is not ir, layout, wat, wasm"],
    [["--emit", "ir", "--watch"], "SPEC7015 --emit and --watch exclude each other: nothing is checked then"],
    [
      ["--watch", "--reporter", "json"],
      "SPEC7015 --watch and --reporter json exclude each other: standard output would hold several documents",
    ],
    [
      ["--reporter", "xml"],
      "SPEC7008 --reporter xml: this is not one of pretty, json, markdown, with =FILE where it is to be written to a file",
    ],
    [
      ["--reporter", "json="],
      "SPEC7008 --reporter json=: this is not one of pretty, json, markdown, with =FILE where it is to be written to a file",
    ],
    [
      ["--reporter", "json", "--reporter", "pretty"],
      "SPEC7010 the reporters json and pretty would both write to standard output",
    ],
  ])("%o", (args, told) => {
    expect(refusals(...args)).toEqual([told]);
  });

  it("all that is wrong at once", () => {
    expect(refusals("--workers", "none", "--max-states", "x", "--set", "y")).toHaveLength(3);
  });
});
