/**
 * One spec: known from an earlier run where nothing has changed since, else read and compiled now.
 * In: its path, the disk, the cache, the compiler, which is loaded only where it is needed. Out: `Spec`.
 * Not here: which specs there are (`open-specs.ts`), how what is known is found and kept (`cache/`).
 */
import type { Fused } from "../checker/index.ts";
import type { AssembleOptions, Compiler, disassemble, ModelHead, Spec as ReadSpec } from "../compiler/index.ts";
import { type Diagnostic, hasErrors, type Staged } from "../ir/diagnostic.ts";
import { fusionObstacle } from "../ir/fusible.ts";
import type { SpecModel } from "../ir/model.ts";
import type { Program } from "../ir/program.ts";
import type { Vacuity } from "../ir/vacuity.ts";
import { type Compiled, digestOf, type Entry } from "./cache/entry.ts";
import type { Compilation, ReadText, SpecCache } from "./cache/spec-cache.ts";
import { isInterpreted } from "./notes.ts";
import type { Options } from "./options.ts";

export interface Spec {
  readonly diagnostics: readonly Diagnostic[];
  /** All of them, in source order. */
  readonly models: readonly ModelHead[];
  readonly constants: readonly string[];
  readonly compile: (model: string) => Promise<Compiled>;
  /** What of a compiled model is idle, which every whole run finds anew. */
  readonly learn: (model: string, vacuity: Vacuity) => void;
  /** To be called when no more models are wanted: what was compiled is kept for later runs. */
  readonly keep: () => void;
}

/** The disk as one spec sees it, and who is told what it took from there. */
export interface SpecFiles {
  readonly read: ReadText;
  /** In the order in which they were read, imported ones included. */
  readonly took: (file: string, text: string) => void;
  /** An import that is there and cannot be read. */
  readonly failed: (file: string, thrown: unknown) => void;
}

/** From text to programs. */
export interface CompilerTools {
  readonly compiler: Compiler;
  readonly fuse: (model: SpecModel) => Fused;
  readonly assemble: (model: SpecModel, options: AssembleOptions) => Staged<Program | null>;
  readonly disassemble: typeof disassemble;
}

export interface Workshop {
  readonly compilerTools: () => Promise<CompilerTools>;
  /** Null: neither read nor written. */
  readonly cache: SpecCache | null;
}

/** The same path, text and options, the same compiled form: what else an option changes is no business of the cache. */
const compilationOf = (path: string, text: string, { set, engine, symmetry, fusion }: Options): Compilation => ({
  ...{ path, text },
  options: [[...set], engine, symmetry, fusion],
});

/** `text`: null where there is no such file, which the compiler tells. */
export async function loadSpec(
  path: string,
  text: string | null,
  options: Options,
  files: SpecFiles,
  { compilerTools, cache }: Workshop,
): Promise<Spec> {
  /** A file that changes meanwhile is taken as it was first read: what is kept was made from exactly these texts. */
  const seen = new Map([[path, text]]);
  const look = (file: string): string | null => {
    const found = seen.has(file) ? (seen.get(file) ?? null) : files.read(file);
    seen.set(file, found);
    return found;
  };
  const reads = new Map<string, string | null>();
  let isBroken = false;
  const read = (file: string): string | null => {
    try {
      const found = look(file);
      reads.set(file, found);
      if (found !== null) files.took(file, found);
      return found;
    } catch (thrown) {
      isBroken = true;
      files.failed(file, thrown);
      return null;
    }
  };
  let fresh: ReadSpec | null = null;
  const readAnew = async () => {
    const { value, diagnostics } = (await compilerTools()).compiler.read(path, { read });
    fresh = value;
    return { value, diagnostics };
  };

  const of = text === null ? null : compilationOf(path, text, options);
  const known = of === null ? null : (cache?.find(of, look) ?? null);
  for (const [file] of known?.reads ?? []) read(file);
  const { diagnostics, models, constants } = known ?? headOf(withIdleConstants(await readAnew(), options));
  const compiled = new Map<string, Compiled>();
  let isNew = known === null;

  return {
    ...{ diagnostics, models, constants },
    async compile(model) {
      const before = compiled.get(model) ?? known?.compiled().get(model);
      if (before !== undefined) return before;
      isNew = true;
      const spec = fresh ?? (await readAnew()).value;
      const now = compileModel(spec, model, options, await compilerTools());
      compiled.set(model, now);
      return now;
    },
    learn(model, vacuity) {
      const of = compiled.get(model) ?? known?.compiled().get(model);
      if (of === undefined) return;
      isNew = true;
      compiled.set(model, { ...of, vacuity });
    },
    keep() {
      if (cache === null || of === null || !isNew || isBroken) return;
      const all = new Map([...(known?.compiled() ?? []), ...compiled]);
      const digests = [...reads].map(([file, found]) => [file, found === null ? null : digestOf(found)] as const);
      cache.keep(of, { reads: digests, models, constants, diagnostics, compiled: () => all });
      isNew = false;
    },
  };
}

interface ReadAnew {
  readonly value: ReadSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/** What no model takes notice of is the spec's own affair, and found when it is read. */
const withIdleConstants = ({ value, diagnostics }: ReadAnew, { set }: Options): ReadAnew => ({
  value,
  diagnostics: hasErrors(diagnostics) ? diagnostics : [...diagnostics, ...value.idleConstants(set)],
});

const headOf = (read: {
  readonly value: ReadSpec;
  readonly diagnostics: readonly Diagnostic[];
}): Pick<Entry, "diagnostics" | "models" | "constants"> => ({
  ...{ diagnostics: read.diagnostics, models: read.value.models, constants: read.value.constants },
});

/** Compiles one model with those settings that concern its spec: the others belong to another spec of the run. */
function compileModel(
  spec: ReadSpec,
  name: string,
  { set, engine, symmetry, fusion }: Options,
  { fuse, assemble }: CompilerTools,
): Compiled {
  const own = new Map([...set].filter(([constant]) => spec.constants.includes(constant)));
  const { value, diagnostics } = spec.compile(name, own);
  const model = hasErrors(diagnostics) ? null : value;
  const fused = model !== null && fusion && fusionObstacle(model) === null ? fuse(model) : null;
  if (model === null || isInterpreted(model, { engine })) return { model, fused, program: null, diagnostics };
  const assembled = assemble(fused?.model ?? model, { symmetry, packed: engine === "wasm" });
  const all = [...diagnostics, ...assembled.diagnostics];
  return { model: hasErrors(all) ? null : model, fused, program: assembled.value, diagnostics: all };
}
