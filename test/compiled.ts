// In: the path or the text of a spec. Out: its models compiled, with the library that ships.
// Not here: what a test then does with them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { createCompiler, type Spec, type SpecFiles } from "../compiler/index.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { SpecModel } from "../ir/model.ts";

const dsl = readdirSync("dsl").map((name) => ({ name, text: readFileSync(join("dsl", name), "utf8") }));

/** One reader for all tests of a file: TypeScript's library is parsed once. */
export const compiler = createCompiler({ lib: readFileSync("compiler/1-read/lib.d.ts", "utf8"), dsl });

const disk: SpecFiles = {
  read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
};

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.filter((d) => d.severity === "error").map((d) => `${d.code} ${d.message} (line ${d.at?.line})`);

/** A spec on disk; fails the test where it has errors. */
export function openSpec(path: string): Spec {
  const { value, diagnostics } = compiler.read(path, disk);
  expect(errorsOf(diagnostics), path).toEqual([]);
  return value;
}

/** A spec given as text. */
export function openText(text: string): Spec {
  const { value, diagnostics } = compiler.read("a.race.ts", { read: (path) => (path === "a.race.ts" ? text : null) });
  expect(errorsOf(diagnostics)).toEqual([]);
  return value;
}

/** One model, lowered; fails the test where it has errors. */
export function compiled(spec: Spec, model: string, set: ReadonlyMap<string, string> = new Map()): SpecModel {
  const { value, diagnostics } = spec.compile(model, set);
  expect(errorsOf(diagnostics), model).toEqual([]);
  return value ?? expect.fail(`${model} did not compile`);
}

const specsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".race.ts"))
    .sort()
    .map((name) => `${folder}/${name}`);

export const shippedSpecs: readonly string[] = specsIn("specs");
/** Ports of published TLA+ specifications; index.json there says of which. */
export const tlaExamples: readonly string[] = specsIn("specs/tla-examples");
/** Those that the slow evaluator can begin: bakery tries 1,679,616 initial states. */
export const interpretedTlaExamples: readonly string[] = tlaExamples.filter((path) => !path.includes("bakery"));
