// The rules about names, length, comments and what may stand in a text: docs/architecture.md, "Style", "Invariants".
// Not here: rules about imports (import-rules.ts).
import { ts } from "ts-morph";
import type { Rule } from "./rule.ts";
import { eachNode, type House, isCase, lineOf, type Source, topFolder } from "./sources.ts";

const lineLimit = 400;

/** `two-phase-commit`, `3-lower`, `spec2003-unbounded-domain`. */
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Names that say where something was put and not what it is; also as the last word of a longer name. */
const saysNothing = /(^|-)(utils?|helpers?|managers?)$|^(common|misc)$/;

/** `docs/a.b.md` → the folder `docs` and the name `a` (what follows the first dot says what kind of file it is). */
function namesIn(path: string): { folders: string[]; file: string } {
  const folders = path.split("/");
  const file = (folders.pop() ?? "").replace(/^\./, "").split(".")[0] ?? "";
  return { folders, file };
}

/** One line per node of these sources that `wrong` has something to say about. */
function complaints(sources: readonly Source[], wrong: (node: ts.Node) => string | undefined): string[] {
  return sources.flatMap((source) => {
    const found: string[] = [];
    eachNode(source, (node) => {
      const complaint = wrong(node);
      if (complaint !== undefined) found.push(`${source.path}:${lineOf(source, node)} ${complaint}`);
    });
    return found;
  });
}

/** `console.log` → ["console", "log"], for a property of a plain name. */
function member(node: ts.Node): readonly [object: string, property: string] | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return;
  return [node.expression.text, node.name.text];
}

/** One line per match in these files. */
function matches(files: House["files"], pattern: RegExp, complaint: string): string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${path}:${index + 1} has "${found[0]}": ${complaint}`];
    }),
  );
}

export const textRules: readonly Rule[] = [
  {
    name: "only cli/ prints, exits and looks at the process",
    find: ({ sources }) => {
      const quiet = sources.filter(({ path }) =>
        ["dsl", "ir", "compiler", "checker", "report"].includes(topFolder(path)),
      );
      const own = /^(exit|exitCode|abort|argv|cwd|env|platform|stdin|stdout|stderr|on|once)$/;
      return complaints(quiet, (node) => {
        const [object, property = ""] = member(node) ?? [];
        if (object === "console" || (object === "process" && own.test(property))) {
          return `uses ${object}.${property}: return data, cli/ prints and exits`;
        }
        return;
      });
    },
    broken: [{ "compiler/a.ts": 'console.log("x");' }, { "checker/a.ts": "if (x) process.exit(1);" }],
    kept: { "cli/main.ts": "process.exit(0);", "ir/a.ts": "const process = { name: 1 }; process.name;" },
  },
  {
    name: "no clock outside cli/",
    find: ({ sources }) => {
      const timeless = sources.filter(({ path }) => ["ir", "compiler", "checker", "report"].includes(topFolder(path)));
      return complaints(timeless, (node) => {
        const [object, property] = member(node) ?? [];
        const isRead = (object === "Date" || object === "performance") && property === "now";
        const isNew = ts.isNewExpression(node) && node.expression.getText() === "Date";
        return isRead || isNew ? "reads a clock: cli/ hands one in" : undefined;
      });
    },
    broken: [{ "checker/a.ts": "const t = performance.now();" }, { "report/a.ts": "new Date();" }],
    kept: { "cli/a.ts": "performance.now();", "checker/a.ts": "const t = clock.now();" },
  },
  {
    name: "files and folders of code are kebab-case",
    find: ({ sources }) =>
      sources.flatMap(({ path }) => {
        const { folders, file } = namesIn(path);
        const wrong = [...folders, file].find((name) => !kebab.test(name));
        return wrong === undefined ? [] : [`${path}: "${wrong}" is not kebab-case, as in seen-set.ts`];
      }),
    broken: [{ "ir/SpecModel.ts": "" }, { "checker/seen_set/a.ts": "" }],
    kept: { "checker/seen-set.ts": "", "specs/two-phase-commit.race.ts": "", "compiler/3-lower/a.ts": "" },
  },
  {
    name: "names say what is inside: no utils, helpers, common, manager; a case is named after its mistake",
    find: ({ files }) =>
      files.flatMap(({ path }) => {
        if (isCase(path)) return [];
        const { folders, file } = namesIn(path);
        const wrong = [...folders, file].find((name) => saysNothing.test(name));
        return wrong === undefined ? [] : [`${path}: name "${wrong}" after what is inside, or put it where it is used`];
      }),
    broken: [
      { "ir/utils.ts": "" },
      { "checker/common/a.ts": "" },
      { "report/string-helpers.ts": "" },
      { "cli/manager.ts": "" },
    ],
    kept: {
      "compiler/3-lower/common-subexpressions.ts": "",
      "test/cases/reject/write-by-helper/spec.race.ts": "// A.\n",
    },
  },
  {
    name: "every source file opens with a comment",
    find: ({ sources }) =>
      sources
        .filter(({ text }) => !/^(\uFEFF)?(#!.*\n)?\s*\/[/*]/.test(text))
        .map(({ path }) => `${path}:1 opens without a comment: say in, out, not here (in a spec: the story)`),
    broken: [{ "ir/a.ts": "export {};" }, { "specs/a.race.ts": 'import { spec } from "racespec";\n// late' }],
    kept: { "cli/main.ts": "#!/usr/bin/env node\n// Flags to one run.\n", "specs/a.race.ts": "/** A race. */" },
  },
  {
    name: `no source file is longer than ${lineLimit} lines, specs apart: one race is one document`,
    find: ({ sources }) =>
      sources
        .filter(({ path }) => !path.endsWith(".race.ts") && path !== "compiler/1-read/lib.d.ts")
        .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, "").split("\n").length }))
        .filter(({ lines }) => lines > lineLimit)
        .map(({ path, lines }) => `${path} has ${lines} lines: divide it by topic`),
    broken: [{ "ir/a.ts": "//\n".repeat(lineLimit + 1) }],
    kept: { "ir/a.ts": "//\n".repeat(lineLimit), "specs/a.race.ts": "//\n".repeat(lineLimit + 1) },
  },
  {
    name: "no test is left out",
    find: ({ sources }) => {
      const leftOut = /^(skip|only|todo|skipIf|runIf)$/;
      const tests = sources.filter(({ path }) => topFolder(path) === "test" && !isCase(path));
      const why = "a known wrong result is pinned with its issue number instead";
      return complaints(tests, (node) => {
        if (ts.isPropertyAccessExpression(node) && leftOut.test(node.name.text)) {
          return `uses .${node.name.text}: ${why}`;
        }
        const isFlag = ts.isPropertyAssignment(node) && leftOut.test(node.name.getText());
        return isFlag && node.initializer.kind === ts.SyntaxKind.TrueKeyword
          ? `sets ${node.getText()}: ${why}`
          : undefined;
      });
    },
    broken: [
      { "test/a.test.ts": 'it.skip("x", () => {});' },
      { "test/a.test.ts": 'describe.only.each([1])("x", () => {});' },
      { "test/a.test.ts": 'it("x", { todo: true }, () => {});' },
    ],
    kept: { "test/a.test.ts": 'it("skips nothing", () => { skip(1); });' },
  },
  {
    name: "no path of somebody's machine",
    find: ({ files }) =>
      matches(
        files,
        /(?<![\w.:/*-])\/(?:home|root|Users|work|private|mnt)\/[\w.-]+|\b[A-Za-z]:\\\\?Users\b/,
        "write a path from the root of the repository",
      ),
    broken: [{ "docs/a.md": `see ${"/ho"}me/me/racespec` }, { "test/a.json": `{ "file": "${"/wo"}rk/main/a.ts" }` }],
    kept: { "docs/a.md": "see ./work/a and https://example.org/home/x" },
  },
  {
    name: "no registry host",
    find: ({ files }) =>
      matches(
        files,
        /"resolved": *"https?:|\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|\/\/[\w.-]*(?:artifactory|verdaccio)/,
        "everyone installs from their own",
      ),
    broken: [
      { "package-lock.json": `"resolved": "${"https"}://example.org/a.tgz"` },
      { ".npmrc": `registry=https://${"registry"}.npmjs.org/` },
    ],
    kept: { "package-lock.json": '"resolved": "packages/a", "url": "https://github.com/sponsors/x"' },
  },
];
