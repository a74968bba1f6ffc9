// The rules about who may import whom: docs/architecture.md, "Folders and who may import whom". Type imports count like
// any others: a type that flows the wrong way couples two folders just as a call does.
// Not here: rules about names and texts (text-rules.ts).
import type { Rule } from "./rule.ts";
import { type Import, isCase, type Source, topFolder } from "./sources.ts";

/** What each folder may import besides itself. A folder that is missing here may import nothing of ours. */
const mayImport: Readonly<Record<string, readonly string[] | "everything">> = {
  dsl: [],
  ir: [],
  compiler: ["ir"],
  checker: ["ir"],
  report: ["ir"],
  export: ["ir"],
  cli: ["dsl", "ir", "compiler", "checker", "report", "export"],
  editor: ["compiler", "checker", "report", "ir"],
  specs: ["dsl"],
  test: "everything",
  bench: "everything",
};

/** Folders that must also run in a browser or on a cluster: files, workers, memory and clock are handed in. */
const hostFree = ["ir", "compiler", "checker", "report", "export"];

/** Folders whose code is installed with the package. */
const shipped = ["dsl", "ir", "compiler", "checker", "report", "export", "cli"];

/** `compiler/3-lower/x.ts` → `compiler/3-lower`. */
const stageOf = (path: string): string | undefined => /^compiler\/[^/]+(?=\/)/.exec(path)?.[0];

/** One line per import of one of these sources that `wrong` has something to say about. */
function complaints(
  sources: readonly Source[],
  wrong: (source: Source, found: Import) => string | undefined,
): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((found) => {
      const complaint = wrong(source, found);
      return complaint === undefined ? [] : [`${source.path}:${found.line} imports "${found.specifier}": ${complaint}`];
    }),
  );
}

export const importRules: readonly Rule[] = [
  {
    name: "a folder imports only the folders below it",
    find: ({ sources }) =>
      complaints(sources, ({ path }, { target }) => {
        const from = topFolder(path);
        if (target.kind !== "file" || from === "" || topFolder(target.path) === from) return;
        const allowed = isCase(path) ? mayImport.specs : mayImport[from];
        if (allowed === "everything" || allowed?.includes(topFolder(target.path))) return;
        return `${from}/ may import ${allowed?.length ? `only ${allowed.join(", ")}` : "no other folder"}`;
      }),
    broken: [
      { "ir/a.ts": 'import type { B } from "../dsl/b.ts";' },
      { "checker/a.ts": 'export * from "../compiler/index.ts";' },
      { "report/a.ts": 'type T = import("../checker/x.ts").T;' },
      { "specs/a.race.ts": 'import { x } from "../ir/x.ts";' },
      { "cli/a.ts": 'import { x } from "../test/x.ts";' },
    ],
    kept: {
      "cli/main.ts": 'import { x } from "../compiler/index.ts";',
      "specs/a.race.ts": 'import { spec } from "racespec";',
    },
  },
  {
    name: "a compiler stage imports only ir/ and its own folder; compiler/index.ts alone knows the order",
    find: ({ sources }) =>
      complaints(sources, ({ path }, { target }) => {
        if (topFolder(path) !== "compiler" || target.kind !== "file" || topFolder(target.path) !== "compiler") return;
        if (path === "compiler/index.ts" || stageOf(path) === stageOf(target.path)) return;
        return stageOf(path) === undefined
          ? "among the files beside the stages only compiler/index.ts may import one"
          : `${stageOf(path)}/ may import ir/ and itself: what two stages share belongs in ir/`;
      }),
    broken: [
      { "compiler/3-lower/a.ts": 'import { x } from "../2-bind/x.ts";' },
      { "compiler/3-lower/a.ts": 'import { x } from "../index.ts";' },
      { "compiler/options.ts": 'import { x } from "./1-read/x.ts";' },
    ],
    kept: {
      "compiler/index.ts": 'import { x } from "./1-read/x.ts";',
      "compiler/2-bind/a.ts": 'import "./b.ts"; import "../../ir/c.ts";',
    },
  },
  {
    name: "from outside, the compiler is compiler/index.ts",
    find: ({ sources }) =>
      complaints(sources, ({ path }, { target }) => {
        if (!["cli", "editor"].includes(topFolder(path)) || target.kind !== "file") return;
        if (stageOf(target.path) !== undefined) return "import compiler/index.ts: it alone knows the stages";
        return;
      }),
    broken: [{ "cli/a.ts": 'import { x } from "../compiler/1-read/x.ts";' }],
    kept: { "test/a.test.ts": 'import { x } from "../compiler/1-read/x.ts";' },
  },
  {
    name: "no import cycles, type imports included",
    find: ({ sources }) =>
      cycles(sources.filter(({ path }) => !isCase(path))).map(
        (cycle) => `${cycle[0]} imports itself: ${cycle.join(" → ")}`,
      ),
    broken: [
      { "ir/a.ts": 'import type { B } from "./b.ts";', "ir/b.ts": 'import type { A } from "./a.ts";' },
      { "ir/a.ts": 'export * from "./a.ts";' },
    ],
    kept: { "ir/a.ts": 'import "./b.ts"; import "./c.ts";', "ir/b.ts": 'import "./c.ts";', "ir/c.ts": "" },
  },
  {
    name: "ts-morph lives in compiler/1-read",
    find: ({ sources }) =>
      complaints(sources, ({ path }, { target }) => {
        if (target.kind !== "package" || !/^(ts-morph|typescript|@ts-morph\/.*)$/.test(target.name)) return;
        if (path.startsWith("compiler/1-read/") || topFolder(path) === "test" || topFolder(path) === "bench") return;
        return "syntax and TypeScript's types end in compiler/1-read; what follows takes ir/";
      }),
    broken: [
      { "compiler/2-bind/a.ts": 'import { Project } from "ts-morph";' },
      { "cli/a.ts": 'import ts from "typescript";' },
    ],
    kept: {
      "compiler/1-read/a.ts": 'import { Project } from "ts-morph";',
      "test/a.ts": 'import { ts } from "ts-morph";',
    },
  },
  {
    name: "ir, compiler, checker and report import nothing of Node",
    find: ({ sources }) =>
      complaints(sources, ({ path }, { target }) =>
        hostFree.includes(topFolder(path)) && target.kind === "node"
          ? "files, workers, memory and clock are handed in by cli/"
          : undefined,
      ),
    broken: [
      { "checker/a.ts": 'import { Worker } from "node:worker_threads";' },
      { "ir/a.ts": 'import fs from "fs";' },
    ],
    kept: { "cli/a.ts": 'import { readFileSync } from "node:fs";' },
  },
  {
    name: "shipped code imports only packages that are installed with it; dsl/ and ir/ none",
    find: ({ files, sources }) => {
      const manifest = files.find(({ path }) => path === "package.json")?.text ?? "{}";
      const installed = Object.keys((JSON.parse(manifest) as { dependencies?: object }).dependencies ?? {});
      return complaints(sources, ({ path }, { target }) => {
        if (target.kind !== "package" || !shipped.includes(topFolder(path))) return;
        if (["dsl", "ir"].includes(topFolder(path))) return `${topFolder(path)}/ stands alone`;
        return installed.includes(target.name)
          ? undefined
          : `"${target.name}" is not under "dependencies" in package.json`;
      });
    },
    broken: [{ "ir/a.ts": 'import pc from "picocolors";' }, { "cli/a.ts": 'import { it } from "vitest";' }],
    kept: {
      "package.json": '{ "dependencies": { "picocolors": "1.1.1" } }',
      "report/a.ts": 'import pc from "picocolors";',
    },
  },
  {
    name: "every relative import names a source that is there, as ./x.ts",
    find: ({ files, sources }) => {
      const paths = new Set(files.map(({ path }) => path));
      return complaints(
        sources.filter(({ path }) => !isCase(path)),
        (_, { target }) =>
          target.kind === "file" && topFolder(target.path) !== "dist" && !paths.has(target.path)
            ? `there is no ${target.path}`
            : undefined,
      );
    },
    broken: [
      { "ir/a.ts": 'import "./b";', "ir/b.ts": "" },
      { "ir/a.ts": 'import "./b.js";', "ir/b.ts": "" },
    ],
    kept: { "ir/a.ts": 'import "./b.ts";', "ir/b.ts": "" },
  },
];

/** Each cycle once, beginning and ending with its first file: the back edges of a depth-first walk. */
function cycles(sources: readonly Source[]): string[][] {
  const importsOf = new Map(sources.map((source) => [source.path, source.imports]));
  const finished = new Set<string>();
  const found: string[][] = [];
  const walk = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) found.push([...above.slice(above.indexOf(path)), path]);
    else if (!finished.has(path)) {
      for (const { target } of importsOf.get(path) ?? []) {
        if (target.kind === "file") walk(target.path, [...above, path]);
      }
      finished.add(path);
    }
  };
  for (const { path } of sources) walk(path, []);
  return found;
}
