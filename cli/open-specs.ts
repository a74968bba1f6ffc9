/**
 * The specs of a run, read: which there are, which of their models are meant, what the command line names in vain.
 * In: options, the disk, the compiler. Out: `Specs`. A mistake of ours on the way is a diagnostic like any other.
 * Not here: checking (`run.ts`), printing the compiled form (`emit.ts`).
 */
import type { Compiler, Library, ModelHead, Spec } from "../compiler/index.ts";
import { internalError } from "../ir/codes/internal.ts";
import { unknownModel, unknownSetConstant, unreadable } from "../ir/codes/usage.ts";
import { type Diagnostic, hasErrors, type Staged } from "../ir/diagnostic.ts";
import type { SpecModel } from "../ir/model.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { didYouMean } from "./did-you-mean.ts";
import { type Disk, findSpecs, reasonOf } from "./find-specs.ts";
import type { Options } from "./options.ts";

export interface Specs {
  /** What belongs to no spec: paths and names in vain. */
  readonly diagnostics: readonly Diagnostic[];
  /** None where a name was given in vain: checking with half of the options would answer another question. */
  readonly paths: readonly string[];
  readonly open: (path: string) => OpenedSpec;
  /** Of every file that was read so far. */
  readonly textOf: Texts;
  /** The files that were read so far, imported ones included. */
  readonly read: () => readonly string[];
}

export interface OpenedSpec {
  readonly path: string;
  /** Null where it could not be read without errors. */
  readonly spec: Spec | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Those that are meant. */
  readonly models: readonly ModelHead[];
}

export interface Sources {
  readonly disk: Disk;
  /** Show where in our code a bug of ours arose. */
  readonly wantsStacks: boolean;
}

export interface CompilerTools {
  readonly createCompiler: (library: Library) => Compiler;
  readonly library: Library;
}

export function openSpecs(options: Options, sources: Sources, tools: CompilerTools): Specs {
  const texts = new Map<string, string>();
  const opened = new Map<string, OpenedSpec>();
  const found = findSpecs(options.paths, sources.disk);
  const compiler = tools.createCompiler(tools.library);
  const open = (path: string): OpenedSpec => {
    const known = opened.get(path) ?? openSpec(path, compiler, sources, texts, options);
    opened.set(path, known);
    return known;
  };
  // What names a model or a constant is compared with all specs before the first of them is checked.
  const isSelective = options.models.length > 0 || options.set.size > 0;
  const unknown = isSelective ? unknownNames(found.value.map(open), options) : [];
  return {
    diagnostics: [...found.diagnostics, ...unknown],
    paths: unknown.length === 0 ? found.value : [],
    open,
    textOf: (file) => texts.get(file) ?? null,
    read: () => [...texts.keys()],
  };
}

function openSpec(
  path: string,
  compiler: Compiler,
  sources: Sources,
  texts: Map<string, string>,
  options: Options,
): OpenedSpec {
  const failures: Diagnostic[] = [];
  const read = (file: string): string | null => {
    try {
      const text = sources.disk.read(file);
      if (text !== null) texts.set(file, text);
      return text;
    } catch (thrown) {
      failures.push(unreadable(null, { path: file, reason: reasonOf(thrown) }));
      return null;
    }
  };
  const broken = (): OpenedSpec => ({ path, spec: null, diagnostics: failures, models: [] });
  try {
    // A spec that cannot be read at all is told by why, not by what follows from it.
    if (read(path) === null && failures.length > 0) return broken();
    const { value, diagnostics } = compiler.read(path, { read });
    const all = [...failures, ...diagnostics];
    const models = value.models.filter((m) => options.models.length === 0 || options.models.includes(m.name));
    return { path, spec: hasErrors(all) ? null : value, diagnostics: all, models };
  } catch (thrown) {
    failures.push(internalError(null, { during: `reading ${path}`, thrown: thrownText(thrown, sources) }));
    return broken();
  }
}

/** Names on the command line that no spec has. A spec that could not be read may have any. */
function unknownNames(opened: readonly OpenedSpec[], options: Options): readonly Diagnostic[] {
  const specs = opened.flatMap((o) => o.spec ?? []);
  if (specs.length === 0 || specs.length < opened.length) return [];
  const models = [...new Set(specs.flatMap((s) => s.models.map((m) => m.name)))];
  const constants = [...new Set(specs.flatMap((s) => s.constants))];
  const facts = (name: string, known: readonly string[]) => ({ name, known, guess: didYouMean(name, known) });
  return [
    ...options.models.filter((m) => !models.includes(m)).map((m) => unknownModel(null, facts(m, models))),
    ...[...options.set.keys()]
      .filter((c) => !constants.includes(c))
      .map((c) => unknownSetConstant(null, facts(c, constants))),
  ];
}

/** Compiles one model with those settings that concern its spec: the others belong to another spec of the run. */
export function compileModel(spec: Spec, model: string, set: ReadonlyMap<string, string>): Staged<SpecModel | null> {
  const own = new Map([...set].filter(([name]) => spec.constants.includes(name)));
  const { value, diagnostics } = spec.compile(model, own);
  return { value: hasErrors(diagnostics) ? null : value, diagnostics };
}

export function thrownText(thrown: unknown, { wantsStacks }: Pick<Sources, "wantsStacks">): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return wantsStacks && thrown.stack !== undefined ? thrown.stack : `${thrown.name}: ${thrown.message}`;
}
