/**
 * The order of the stages: read → bind → lower → lay out → emit.
 * In: spec files and the language's library, handed in as text. Out: `createCompiler`, whose models the checker takes; `assemble`, which makes programs of them.
 * Not here: files on disk (`cli/`), any stage's work.
 */
import { noSpec, nothingChecked, nothingToDo } from "../ir/codes/bind.ts";
import { type Diagnostic, hasErrors, type Staged } from "../ir/diagnostic.ts";
import type { SpecModel } from "../ir/model.ts";
import type { Program } from "../ir/program.ts";
import type { Doc, SpecSource } from "../ir/source.ts";
import type { Span } from "../ir/span.ts";
import { symmetrySets } from "../ir/symmetry-sets.ts";
import { createReader, type Library, type SpecFiles } from "./1-read/index.ts";
import { bind } from "./2-bind/bind.ts";
import { type Builders, classify } from "./2-bind/builders.ts";
import { idleConstants } from "./2-bind/idle-constants.ts";
import { declaredModels, type ModelDeclaration } from "./2-bind/models.ts";
import { lower } from "./3-lower/lower.ts";
import { layOut } from "./4-layout/layout.ts";
import { beyondLimits } from "./4-layout/limits.ts";
import { emit, show } from "./5-emit/emit.ts";

export type { Library, SpecFiles };

export interface ModelHead {
  /** "default" where the spec declares no model. */
  readonly name: string;
  readonly at: Span | null;
  readonly doc: Doc | null;
}

/** A spec that has been read: its models in source order, its constants. */
export interface Spec {
  readonly source: SpecSource;
  readonly models: readonly ModelHead[];
  readonly constants: readonly string[];
  /** Binds and lowers one of its models. `set`: name of a constant → text of `--set`. Null where there are errors. */
  compile(model: string, set: ReadonlyMap<string, string>): Staged<SpecModel | null>;
  /** Of a spec without errors: constants that no model takes notice of. Every model is bound for it, some several times. */
  idleConstants(set: ReadonlyMap<string, string>): readonly Diagnostic[];
}

export interface Compiler {
  /** Reads a spec with the modules it imports. Its models can be compiled where no diagnostic is an error. */
  read(entry: string, files: SpecFiles): Staged<Spec>;
}

/** A compiler whose reader is shared by all specs of a run. */
export function createCompiler(library: Library): Compiler {
  const reader = createReader(library);
  return {
    read(entry, files) {
      const { value: source, diagnostics } = reader.read(entry, files);
      const { builders, diagnostics: found } = classify(source);
      // Of a file that could not be read at all nothing more can be said.
      const unread = source.declarations.length === 0 && hasErrors(diagnostics);
      const declared = builders.spec === null ? { models: [], diagnostics: [] } : declaredModels(source, builders);
      const spec: Spec = {
        source,
        models: declared.models.map(({ name, at, doc }) => ({ name, at, doc })),
        constants: builders.constants.flatMap(({ declaration }) => source.declarations[declaration]?.name ?? []),
        compile: (model, set) => compile(source, builders, declared.models, model, set),
        idleConstants: (set) => idleConstants(source, builders, declared.models, set),
      };
      const more = [...found, ...declared.diagnostics].filter((d) => isUnsaid(d, diagnostics));
      const head = unread ? diagnostics : [...diagnostics, ...more];
      const [first] = declared.models;
      if (first === undefined || !hasErrors(head)) return { value: spec, diagnostics: head };
      // Nothing will be compiled, so that binding has its say here.
      const bound = bind(source, builders, first, new Map()).diagnostics;
      return { value: spec, diagnostics: [...head, ...bound.filter((d) => isUnsaid(d, head))] };
    },
  };
}

/** The word of an earlier stage stands: about the same lines, and about what is missing, which may be what it refused. */
const isUnsaid = (d: Diagnostic, before: readonly Diagnostic[]): boolean =>
  !before.some((known) => sameLine(d, known)) && !(absences.has(d.code) && hasErrors(before));
const absences: ReadonlySet<string> = new Set([noSpec.code, nothingToDo.code, nothingChecked.code]);

const sameLine = (a: Diagnostic, b: Diagnostic): boolean =>
  a.at !== null && b.at !== null && a.at.file === b.at.file && a.at.line <= b.at.endLine && b.at.line <= a.at.endLine;

function compile(
  source: SpecSource,
  builders: Builders,
  models: readonly ModelDeclaration[],
  name: string,
  set: ReadonlyMap<string, string>,
): Staged<SpecModel | null> {
  const model = models.find((m) => m.name === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  const bound = bind(source, builders, model, set);
  if (bound.value === null || hasErrors(bound.diagnostics)) return { value: null, diagnostics: bound.diagnostics };
  const lowered = lower(bound.value);
  const before = [...bound.diagnostics, ...lowered.diagnostics];
  const diagnostics = hasErrors(before) ? before : [...before, ...beyondLimits(lowered.value)];
  return { value: hasErrors(diagnostics) ? null : lowered.value, diagnostics };
}

export interface AssembleOptions {
  /** False: every state is kept, not one per orbit. */
  readonly symmetry: boolean;
  /** False: only the cells evaluate (docs/decisions/0011). Absent: true. */
  readonly packed?: boolean;
}

const emitOptions = (model: SpecModel, { symmetry, packed = true }: AssembleOptions) => ({
  symmetry: symmetry ? symmetrySets(model) : [],
  packed,
});

/** The layout of a lowered model's states, and the module that `assemble` makes, as text or with a description of itself. */
export function disassemble(model: SpecModel, options: AssembleOptions) {
  const layout = layOut(model);
  return { layout, ...show(model, layout, emitOptions(model, options)) };
}

/** Lays a lowered model out and emits its code. Null where there are errors. */
export function assemble(model: SpecModel, options: AssembleOptions): Staged<Program | null> {
  return { value: emit(model, layOut(model), emitOptions(model, options)), diagnostics: [] };
}
