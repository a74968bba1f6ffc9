/**
 * The specs of a run, read: which there are, which of their models are meant, what the command line names in vain.
 * In: options, the disk, the cache, the compiler. Out: `Specs`. A mistake of ours on the way is a diagnostic like any other.
 * Not here: one spec read and compiled, or known from before (`spec.ts`), checking (`run.ts`).
 */
import type { ModelHead } from "../compiler/index.ts";
import { internalError } from "../ir/codes/internal.ts";
import { unknownModel, unknownSetConstant, unreadable } from "../ir/codes/usage.ts";
import { type Diagnostic, hasErrors } from "../ir/diagnostic.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { didYouMean } from "./did-you-mean.ts";
import { type Disk, findSpecs, reasonOf } from "./find-specs.ts";
import type { Options } from "./options.ts";
import { loadSpec, type Spec, type SpecFiles, type Workshop } from "./spec.ts";

export interface Specs {
  /** What belongs to no spec: paths and names in vain. */
  readonly diagnostics: readonly Diagnostic[];
  /** None where a name was given in vain: checking with half of the options would answer another question. */
  readonly paths: readonly string[];
  readonly open: (path: string) => Promise<OpenedSpec>;
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

export async function openSpecs(options: Options, sources: Sources, workshop: Workshop): Promise<Specs> {
  const texts = new Map<string, string>();
  const opened = new Map<string, OpenedSpec>();
  const found = findSpecs(options.paths, sources.disk);
  const open = async (path: string): Promise<OpenedSpec> => {
    const known = opened.get(path) ?? (await openSpec(path, options, sources, texts, workshop));
    opened.set(path, known);
    return known;
  };
  // What names a model or a constant is compared with all specs before the first of them is checked.
  const isSelective = options.models.length > 0 || options.set.size > 0;
  const all: OpenedSpec[] = [];
  for (const path of isSelective ? found.value : []) all.push(await open(path));
  const unknown = unknownNames(all, options);
  return {
    diagnostics: [...found.diagnostics, ...unknown],
    paths: unknown.length === 0 ? found.value : [],
    open,
    textOf: (file) => texts.get(file) ?? null,
    read: () => [...texts.keys()],
  };
}

async function openSpec(
  path: string,
  options: Options,
  { disk, wantsStacks }: Sources,
  texts: Map<string, string>,
  workshop: Workshop,
): Promise<OpenedSpec> {
  const failures: Diagnostic[] = [];
  const files: SpecFiles = {
    read: disk.read,
    took: (file, text) => texts.set(file, text),
    failed: (file, thrown) => failures.push(unreadable(null, { path: file, reason: reasonOf(thrown) })),
  };
  const broken = (): OpenedSpec => ({ path, spec: null, diagnostics: failures, models: [] });
  let text: string | null;
  try {
    text = disk.read(path);
  } catch (thrown) {
    // A spec that cannot be read at all is told by why, not by what follows from it.
    files.failed(path, thrown);
    return broken();
  }
  try {
    const spec = await loadSpec(path, text, options, files, workshop);
    const all = [...failures, ...spec.diagnostics];
    const models = spec.models.filter((m) => options.models.length === 0 || options.models.includes(m.name));
    // Nothing of it will be compiled.
    if (hasErrors(all)) spec.keep();
    return { path, spec: hasErrors(all) ? null : spec, diagnostics: all, models };
  } catch (thrown) {
    failures.push(internalError(null, { during: `reading ${path}`, thrown: thrownText(thrown, { wantsStacks }) }));
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

export function thrownText(thrown: unknown, { wantsStacks }: Pick<Sources, "wantsStacks">): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return wantsStacks && thrown.stack !== undefined ? thrown.stack : `${thrown.name}: ${thrown.message}`;
}
