// The counts of the small specs, pinned. Those of two-phase commit without symmetry are TLC's own for Lamport's
// TwoPhase.tla with three resource managers; those of the others without symmetry were also found by running the specs as
// JavaScript. Not here: the shipped races; verdicts, which every model expects for itself.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { check } from "../checker/index.ts";
import { loadLibrary } from "../cli/package-files.ts";
import { createCompiler } from "../compiler/index.ts";
import type { SpecModel } from "../ir/model.ts";

const compiler = createCompiler(loadLibrary());

function modelOf(path: string, name: string): SpecModel {
  const read = (file: string): string => readFileSync(new URL(`../specs/${file}`, import.meta.url), "utf8");
  const { value: model, diagnostics } = compiler.read(path, { read }).value.compile(name, new Map());
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error(`${name} of ${path} does not compile`);
  return model;
}

it.each([
  // distinct, generated, depth without and with symmetry
  ["two-phase-commit", "threeManagersAsTlc", "288 1146 11", "288 1146 11"],
  ["two-phase-commit", "threeManagers", "288 1146 11", "80 318 11"],
  ["peterson-process", "peterson", "36 73 8", "19 39 8"],
  ["peterson-action", "peterson", "36 73 8", "19 39 8"],
  ["dining-philosophers", "oneLeftHanded", "29 73 5", "29 73 5"],
  ["counter", "atomicAdd", "4 5 3", "3 4 3"],
])("%s: %s", async (file, name, without, reduced) => {
  const model = modelOf(`${file}.race.ts`, name);
  const counts = async (symmetry: boolean): Promise<string> => {
    const { kind, distinct, generated, depth } = await check(model, { symmetry });
    expect(kind).toBe("exhausted");
    return `${distinct} ${generated} ${depth}`;
  };
  expect([await counts(false), await counts(true)]).toEqual([without, reduced]);
});
