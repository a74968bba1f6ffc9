// When what is known of a spec is used again. Guards against a verdict about a spec as it was before somebody edited it,
// one of its imports, or the options; and against TypeScript being loaded for a spec that is known.
import { describe, expect, it } from "vitest";
import { fuse } from "../../checker/index.ts";
import { specCache } from "../../cli/cache/spec-cache.ts";
import type { Options } from "../../cli/options.ts";
import { loadSpec, type SpecFiles } from "../../cli/spec.ts";
import { assemble, disassemble } from "../../compiler/index.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { asked } from "../cli/fakes.ts";
import { compiler, folderInMemory } from "./kept-specs.ts";

const spec = `import { spec, constant, type Int } from "racespec";
import { most } from "./limits";
export const N = constant(2);
const { action, invariant, model } = spec<{ x: Int<0, 9> }>(() => ({ x: 0 }));
export const step = action((s) => {
  if (s.x < N) s.x++;
});
export const small = invariant((s) => s.x <= most);
export const two = model({ N: 2 });
export const three = model({ N: 3 });
`;
const files = { "a/spec.race.ts": spec, "a/limits.ts": "export const most = 5;\n" };

type Texts = Readonly<Record<string, string | Error>>;

/** One run over files in memory: opens the spec, compiles models, keeps them. Says how often the compiler was asked for. */
async function open(
  texts: Texts,
  folder: ReturnType<typeof folderInMemory>,
  {
    options = asked([]),
    models = ["two", "three"],
    tool = "1",
  }: { options?: Options; models?: readonly string[]; tool?: string } = {},
) {
  let reads = 0;
  const took: string[] = [];
  const failures: string[] = [];
  const from: SpecFiles = {
    read: (path) => {
      const text = texts[path];
      if (text instanceof Error) throw text;
      return text ?? null;
    },
    took: (file) => took.push(file),
    failed: (file) => failures.push(file),
  };
  const path = "a/spec.race.ts";
  const compilerTools = async () => ({
    compiler: {
      read: (...entry: Parameters<typeof compiler.read>) => {
        reads++;
        return compiler.read(...entry);
      },
    },
    fuse,
    assemble,
    disassemble,
  });
  const found = await loadSpec(path, from.read(path), options, from, { compilerTools, cache: specCache(folder, tool) });
  const compiled = [];
  for (const model of models) compiled.push(await found.compile(model));
  found.keep();
  return { reads, took, failures, head: [found.models, found.constants, found.diagnostics], compiled };
}

const codes = (diagnostics: readonly Diagnostic[]): readonly string[] => diagnostics.map((d) => d.code);

describe("a spec that is known", () => {
  it("is the same as when it was compiled, and the compiler is not asked", async () => {
    const folder = folderInMemory();
    const first = await open(files, folder);
    const second = await open(files, folder);
    expect([first.reads, second.reads]).toEqual([1, 0]);
    expect(second.head).toStrictEqual(first.head);
    expect(second.compiled).toEqual(first.compiled);
    expect(second.took).toEqual(first.took);
    expect(second.took).toEqual(["a/spec.race.ts", "a/limits.ts"]);
    expect(folder.files.size).toBe(1);
  });

  it("has its mistakes told again", async () => {
    const folder = folderInMemory();
    const wrong = { ...files, "a/limits.ts": "export const most: string = 5;\n" };
    const [first, second] = [await open(wrong, folder, { models: [] }), await open(wrong, folder, { models: [] })];
    expect([first.reads, second.reads]).toEqual([1, 0]);
    expect(second.head).toStrictEqual(first.head);
    expect(codes(second.head[2] as readonly Diagnostic[])).toContain("TS2322");
  });

  it("gains the models that were not asked for before, and loses none", async () => {
    const folder = folderInMemory();
    const reads = [];
    for (const models of [["two"], ["three"], ["two"], ["three", "two"]]) {
      reads.push((await open(files, folder, { models })).reads);
    }
    expect(reads).toEqual([1, 1, 0, 0]);
  });
});

describe("what is known is not used", () => {
  const changes: readonly (readonly [string, Texts, Parameters<typeof open>[2]])[] = [
    ["the spec has changed", { ...files, "a/spec.race.ts": `${spec}\n` }, {}],
    ["an import has changed", { ...files, "a/limits.ts": "export const most = 2;\n" }, {}],
    ["an import has gone", { "a/spec.race.ts": spec }, { models: [] }],
    ["a constant is set", files, { options: asked([], { set: ["N=1"] }) }],
    ["symmetry is off", files, { options: asked([], { symmetry: false }) }],
    ["steps are fused", files, { options: asked([], { fusion: true }) }],
    ["another engine is asked for", files, { options: asked([], { engine: "interpret" }) }],
    ["the tool is another build", files, { tool: "2" }],
  ];

  it.each(changes)("where %s", async (_, texts, change) => {
    const folder = folderInMemory();
    await open(files, folder);
    const after = await open(texts, folder, change);
    expect(after.reads).toBe(1);
    const anew = await open(texts, folderInMemory(), change);
    expect(after.head).toStrictEqual(anew.head);
    expect(after.compiled).toEqual(anew.compiled);
  });

  it("where a file has come that an import means rather than the one before", async () => {
    const folder = folderInMemory();
    const elsewhere = { "a/spec.race.ts": spec, "a/limits/index.ts": "export const most = 5;\n" };
    expect((await open(elsewhere, folder)).reads).toBe(1);
    expect((await open(elsewhere, folder)).reads).toBe(0);
    const both = { ...elsewhere, "a/limits.ts": "export const most = 1;\n" };
    const after = await open(both, folder);
    expect(after.reads).toBe(1);
    expect(after.took).toEqual(["a/spec.race.ts", "a/limits.ts"]);
  });

  it("where it was damaged; it is written anew", async () => {
    const folder = folderInMemory();
    await open(files, folder);
    for (const [name, bytes] of folder.files) folder.files.set(name, bytes.subarray(0, bytes.length - 1));
    expect((await open(files, folder)).reads).toBe(1);
    expect((await open(files, folder)).reads).toBe(0);
  });

  it("where an import cannot be read for now, which is told and not remembered", async () => {
    const folder = folderInMemory();
    const closed = { ...files, "a/limits.ts": new Error("EACCES: permission denied") };
    await open(files, folder);
    const during = await open(closed, folder, { models: [] });
    expect(during.failures).toEqual(["a/limits.ts"]);
    expect((await open(files, folder)).reads).toBe(0);
    const fresh = folderInMemory();
    await open(closed, fresh, { models: [] });
    expect(fresh.files.size).toBe(0);
  });
});
