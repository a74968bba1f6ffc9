// A machine and tools that exist only in memory: files by path, a compiler that takes what a "spec" says in JSON for
// what it is, a checker that answers by table. For tests of run() without TypeScript and without a search.

import type { Disk } from "../../cli/find-specs.ts";
import { type Options, readOptions } from "../../cli/options.ts";
import type { Host, Tools } from "../../cli/run.ts";
import type { CompilerTools } from "../../cli/spec.ts";
import type { Compiler } from "../../compiler/index.ts";
import { code } from "../../ir/code.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import { line, outcomes, sampleModel } from "../report/sample.ts";

export const mistake = code("SPEC2001", "mistake", ({ message }: { message: string }) => ({
  message,
  help: "mend it",
}));

/** What a file of the fake disk holds: its models with the outcomes they come to. */
export interface FakeSpec {
  readonly models: Readonly<Record<string, keyof typeof outcomes | "mistake" | "crash" | "warned">>;
  readonly constants?: readonly string[];
  /** Found while reading. */
  readonly mistakes?: readonly string[];
}

export type FakeFiles = Readonly<Record<string, FakeSpec | "unreadable" | "text">>;

export interface FakeHost extends Host {
  /** `model NAME=VALUE …` of every compilation. */
  readonly compiled: readonly string[];
}

export function fakeHost(files: FakeFiles, change: Partial<Host> = {}): FakeHost {
  const compiled: string[] = [];
  let time = 0;
  return {
    disk: fakeDisk(files),
    tools: async () => fakeTools(files, compiled),
    breathe: async () => {},
    now: () => time++,
    memoryUsed: () => 0,
    memoryLimit: 1000,
    collectGarbage: () => {},
    interrupted: () => false,
    wantsStacks: false,
    compiled,
    ...change,
  };
}

export function fakeDisk(files: FakeFiles): Disk {
  const paths = Object.keys(files);
  const isFolder = (path: string): boolean => path === "." || paths.some((p) => p.startsWith(`${path}/`));
  return {
    kindOf: (path) => (path in files ? "file" : isFolder(path) ? "folder" : null),
    list: (folder) => {
      const prefix = folder === "." ? "" : `${folder}/`;
      const names = paths.filter((p) => p.startsWith(prefix)).map((p) => p.slice(prefix.length).split("/"));
      return [...new Map(names.map(([name = "", ...rest]) => [name, rest.length > 0])).entries()].map(
        ([name, isDeep]) => ({ name, kind: isDeep ? ("folder" as const) : ("file" as const) }),
      );
    },
    identity: (path) => path,
    read: (path) => {
      const found = files[path];
      if (found === "unreadable") throw new Error("EACCES: permission denied");
      return found === undefined ? null : JSON.stringify(found);
    },
  };
}

function fakeTools(files: FakeFiles, compiled: string[]): Tools {
  const compiler: Compiler = {
    read: (entry, { read }) => {
      read(entry);
      const found = files[entry];
      const { models, constants = [], mistakes = [] }: FakeSpec = typeof found === "object" ? found : { models: {} };
      const spec = {
        source: { entry, files: [], declarations: [], topLevel: [], typesOnly: [], doc: null },
        models: Object.keys(models).map((name) => ({ name, at: line(35), doc: null })),
        constants,
        compile: (model: string, set: ReadonlyMap<string, string>) => {
          compiled.push([model, ...[...set].map(([name, value]) => `${name}=${value}`)].join(" "));
          const outcome = models[model];
          const diagnostics: Diagnostic[] = [];
          if (outcome === "mistake") diagnostics.push(mistake(line(7), { message: "the same for every model" }));
          if (outcome === "warned") {
            diagnostics.push({ ...mistake(line(8), { message: "have a look" }), severity: "warning" });
          }
          const value = outcome === "mistake" ? null : { ...sampleModel(model), file: entry };
          return { value, diagnostics };
        },
        idleConstants: () => [],
      };
      return { value: spec, diagnostics: mistakes.map((message) => mistake(line(5), { message })) };
    },
  };
  const check: Tools["check"] = async (model, options): Promise<Outcome> => {
    const asked = Object.values(files).flatMap((f) => (typeof f === "object" ? [f.models[model.name]] : []));
    const outcome = asked.find((o) => o !== undefined);
    if (outcome === "crash") throw new TypeError("undefined is not a state");
    const limit = options.shouldStop?.() ?? null;
    if (limit !== null) return { ...outcomes.bounded, limit };
    return outcomes[outcome === undefined || outcome === "mistake" || outcome === "warned" ? "holds" : outcome];
  };
  // Nothing is emitted of what is no real model.
  const assemble = () => ({ value: null, diagnostics: [] });
  const disassemble: CompilerTools["disassemble"] = () => {
    throw new Error("nobody asks for it");
  };
  const fuse = (model: SpecModel) => ({ model, parts: model.actions.map((_, i) => [i]) });
  return { compilerTools: async () => ({ compiler, fuse, assemble, disassemble }), cache: null, check };
}

export function asked(paths: readonly string[], flags: Partial<Parameters<typeof readOptions>[1]> = {}): Options {
  return readOptions(paths, { symmetry: true, cache: true, ...flags }, 1000).options;
}
