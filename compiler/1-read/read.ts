/**
 * Reading: from the text of a spec to its syntax, every name resolved, everything outside the language reported.
 * In: an entry's path, files, racespec's own declarations. Out: `Staged<SpecSource>`; never throws over a spec.
 * Not here: meaning, such as domains, constants and models (`compiler/2-bind/`).
 */
import { tooDeep } from "../../ir/codes/read.ts";
import type { Diagnostic, Staged } from "../../ir/diagnostic.ts";
import type { SpecSource } from "../../ir/source.ts";
import { depthLimit, tooDeepNode } from "./depth.ts";
import { fileDoc } from "./docs.ts";
import { findModules, type Modules, type SpecFiles } from "./modules.ts";
import { createProject, type Library, type SpecProject } from "./project.ts";
import { readModules } from "./read-modules.ts";
import { headOf, spanOf } from "./spans.ts";
import { suppressionsIn } from "./suppressions.ts";
import { syntaxErrors, typeErrors, withoutFollowUps } from "./typescript-errors.ts";
import { helpFor } from "./typescript-help.ts";

export interface SpecReader {
  read(entry: string, files: SpecFiles): Staged<SpecSource>;
}

/** One reader for a whole run: the library is parsed once. */
export function createReader(library: Library): SpecReader {
  let project: SpecProject | null = null;
  return {
    read(entry, files) {
      project ??= createProject(library);
      try {
        return readEntry(entry, files, project);
      } catch (error) {
        // TypeScript's parser and checker recurse; code that exhausts the stack is the author's to divide, and leaves the project unusable.
        if (!(error instanceof RangeError)) throw error;
        project = null;
        const diagnostics = [tooDeep(headOf(entry), { limit: depthLimit })];
        return { value: { entry, files: [], declarations: [], topLevel: [], typesOnly: [], doc: null }, diagnostics };
      }
    },
  };
}

/** Reads one spec; `createReader` pays where several are read. */
export const read = (entry: string, files: SpecFiles, library: Library): Staged<SpecSource> =>
  createReader(library).read(entry, files);

function readEntry(entry: string, files: SpecFiles, project: SpecProject): Staged<SpecSource> {
  project.clear();
  const modules = findModules(entry, files, project);
  const nothing = { entry, files: modules.files, declarations: [], topLevel: [], typesOnly: [], doc: null };
  const program = project.program(new Map(modules.evaluated.map(({ path, imports }) => [path, imports])));
  const unreadable = syntaxOf(modules, (module) => syntaxErrors(program, module.syntax, module.path));
  // What does not parse, or is too deep to walk, is not read any further: the rest would be guesses.
  const isTooDeep = modules.diagnostics.some(({ code }) => code === tooDeep.code);
  if (unreadable.length > 0 || isTooDeep) {
    return { value: nothing, diagnostics: inOrder(modules, [...unreadable, ...modules.diagnostics]) };
  }

  const found = readModules(modules.evaluated, program.getTypeChecker(), project.owner, project.pathOf);
  const suppressions = modules.evaluated.flatMap(({ syntax, path }) => suppressionsIn(syntax, path));
  const own = [...modules.diagnostics, ...suppressions, ...found.diagnostics];
  const help = helpFor({
    checker: program.getTypeChecker(),
    racespec: program.getSourceFiles().find(project.isRacespec),
  });
  const typescript = modules.evaluated.flatMap(({ syntax, path }) =>
    typeErrors(program, syntax, path, project.pathOf, help),
  );
  const head = modules.evaluated.find(({ path }) => path === entry);
  const value = {
    entry,
    files: modules.files,
    declarations: found.declarations,
    topLevel: found.topLevel,
    typesOnly: modules.typesOnly,
    doc: head === undefined ? null : fileDoc(head.syntax),
  };
  return { value, diagnostics: inOrder(modules, [...own, ...withoutFollowUps(typescript, own)]) };
}

function syntaxOf(
  modules: Modules,
  errors: (module: Modules["evaluated"][number]) => readonly Diagnostic[],
): readonly Diagnostic[] {
  return modules.evaluated.flatMap((module) => {
    const deep = tooDeepNode(module.syntax);
    return deep === null ? errors(module) : [tooDeep(spanOf(deep, module.path), { limit: depthLimit })];
  });
}

/** File by file, from top to bottom. */
function inOrder({ files }: Modules, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const fileOf = (d: Diagnostic): number => files.findIndex(({ path }) => path === d.at?.file);
  return [...diagnostics].sort((a, b) => fileOf(a) - fileOf(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0));
}
