// What the tests of reading share: one reader over the library's own sources, small specs around one statement, and views of
// what comes out.
// Not here: any test.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { createReader } from "../../compiler/1-read/index.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Declaration, SpecSource } from "../../ir/source.ts";

export const folder = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url));
export const reader = createReader({
  lib: readFileSync(`${folder("compiler/1-read")}lib.d.ts`, "utf8"),
  dsl: readdirSync(folder("dsl")).map((name) => ({ name, text: readFileSync(folder("dsl") + name, "utf8") })),
});

/** Reads `specs/a.race.ts` among these files. */
export function readFiles(files: Readonly<Record<string, string>>, entry = "specs/a.race.ts") {
  return reader.read(entry, { read: (path) => files[path] ?? null });
}

const head = `import { spec, constant, when, assert, assume, pick, first, fill, fillWith, each, every, some, count, setOf, type Id, type Index, type Int, type Seq } from "racespec";
export const N = constant(2);
type P = Id<"P", typeof N>;
type B = Index<typeof N>;
interface State { n: Int<0, 9>; who: P | null; mode: "x" | "y"; set: Set<P>; queue: Seq<B, 3>; table: Record<B, Int<0, 9>>; opt?: { a: Int<0, 1> } }
const { action, process, procedure, invariant, reachable, fairness, model } = spec<State>(() => ({ n: 0, who: null, mode: "x", set: new Set(), queue: [], table: fill(0) }));
`;

export const spec = (text: string) => readFiles({ "specs/a.race.ts": head + text });
export const inAction = (text: string) => spec(`export const a = action((s, p: P, b: B) => { ${text} });`);
export const inProcess = (text: string) =>
  spec(`const lock = procedure(function* (s, self: P) { s = yield "l"; return self === self; });
export const w = process(function* (s, self: P) { ${text} });`);

const textAt = (source: SpecSource, { at }: Diagnostic): string =>
  at === null ? "" : (source.files.find(({ path }) => path === at.file)?.text ?? "").slice(at.start, at.end);

/** `SPEC1234 the text it points to`, one line each. */
export const found = ({ value, diagnostics }: ReturnType<typeof spec>): readonly string[] =>
  diagnostics.map((d) => `${d.code} ${textAt(value, d)}`);

export function declared<K extends Declaration["kind"]>(source: SpecSource, name: string, kind: K) {
  const declaration = source.declarations.find((d) => d.name === name);
  if (declaration?.kind !== kind) throw new Error(`${name} is ${declaration?.kind ?? "not declared"}`);
  return declaration as Extract<Declaration, { kind: K }>;
}

/** The value of a constant. */
export const valueOf = (result: ReturnType<typeof spec>, name = "a") => declared(result.value, name, "const").init;

/** Without spans, to compare shapes. */
export const shape = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, v) => (["at", "nameAt", "labelAt"].includes(key) ? undefined : v)));

/** A name that stands for a local, whatever its number. */
export const local = (name: string) =>
  expect.objectContaining({ kind: "name", name, ref: { kind: "local", id: expect.any(Number) } });
