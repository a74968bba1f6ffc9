/**
 * Which modules a spec consists of: the entry and what it imports, found and parsed before any of it is typed.
 * In: the entry's path, the command's files. Out: `Modules`, in two orders, with what is wrong with their imports.
 * Not here: what the modules declare (`declarations.ts`), what a name refers to (`names.ts`).
 */
import { ts } from "ts-morph";
import {
  entryNotFound,
  exportForm,
  foreignImport,
  importCycle,
  importForm,
  moduleNotFound,
  tooDeep,
} from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import { depthLimit, nestsTooDeep } from "./depth.ts";
import { candidates, isRelative, join, normalize } from "./paths.ts";
import type { SpecProject } from "./project.ts";
import { headOf, spanOf } from "./spans.ts";

/** The command's files: text by path, with forward slashes; null where there is none. */
export interface SpecFiles {
  read(path: string): string | null;
}

export interface Module {
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
  /** Specifier → path of the module it names. */
  readonly imports: ReadonlyMap<string, string>;
}

export interface Modules {
  /** Entry first, then in order of import. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Those that are imported before those that import them. */
  readonly evaluated: readonly Module[];
  /** Paths of those of which nothing but types is imported. */
  readonly typesOnly: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function findModules(entry: string, files: SpecFiles, project: SpecProject): Modules {
  const found: { path: string; text: string }[] = [];
  const evaluated: Module[] = [];
  const diagnostics: Diagnostic[] = [];
  const edges: Edge[] = [];
  /** By normalized path: the path that names the file, so that no file is read under two names. */
  const known = new Map<string, string>([[normalize(entry), entry]]);

  const load = (path: string, text: string): void => {
    found.push({ path, text });
    if (nestsTooDeep(text)) {
      diagnostics.push(tooDeep(headOf(path), { limit: depthLimit }));
      return;
    }
    const syntax = project.add(path, text);
    const imports = new Map<string, string>();
    for (const statement of syntax.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const specifier = specifierOf(statement);
      if (specifier === null || specifier.text === "racespec") {
        diagnostics.push(...formOf(statement, path));
        continue;
      }
      const at = spanOf(specifier, path);
      const tried = isRelative(specifier.text) ? candidates(join(path, specifier.text)) : [];
      const target = firstFile(tried, files, known);
      if (target === null) {
        const wrong = { specifier: specifier.text, tried, covers: spanOf(statement, path) };
        diagnostics.push(tried.length === 0 ? foreignImport(at, wrong) : moduleNotFound(at, wrong));
        continue;
      }
      diagnostics.push(...formOf(statement, path));
      imports.set(specifier.text, target.path);
      if (!isTypeOnly(statement)) edges.push({ from: path, to: target.path, at });
      if (target.text === null) continue;
      known.set(target.path, target.path);
      load(target.path, target.text);
    }
    evaluated.push({ path, text, syntax, imports });
  };

  const text = files.read(entry);
  if (text === null) diagnostics.push(entryNotFound(headOf(entry), { path: entry }));
  else load(entry, text);
  const used = reachedBy(entry, edges);
  const typesOnly = found.flatMap(({ path }) => (used.has(path) ? [] : [path]));
  return { files: found, evaluated, typesOnly, diagnostics: [...diagnostics, ...cycles(entry, edges)] };
}

function specifierOf(statement: ts.ImportDeclaration | ts.ExportDeclaration): ts.StringLiteral | null {
  const specifier = statement.moduleSpecifier;
  return specifier !== undefined && ts.isStringLiteral(specifier) ? specifier : null;
}

/** The first that there is, with its text where it has not been read yet. */
function firstFile(
  tried: readonly string[],
  files: SpecFiles,
  known: ReadonlyMap<string, string>,
): { readonly path: string; readonly text: string | null } | null {
  for (const path of tried) {
    const seen = known.get(path);
    if (seen !== undefined) return { path: seen, text: null };
    const text = files.read(path);
    if (text !== null) return { path, text };
  }
  return null;
}

/** An import that brings in values: types alone are no reason to evaluate the other module first. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly at: Span;
}

function reachedBy(entry: string, edges: readonly Edge[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [entry];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { from, to } of edges) if (from === path) pending.push(to);
  }
  return reached;
}

function cycles(entry: string, edges: readonly Edge[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): void => {
    for (const edge of edges.filter(({ from }) => from === path)) {
      const start = above.indexOf(edge.to);
      if (start >= 0) diagnostics.push(importCycle(edge.at, { path: [...above.slice(start), edge.to] }));
      else if (!done.has(edge.to)) walk(edge.to, [...above, edge.to]);
    }
    done.add(path);
  };
  walk(entry, [entry]);
  return diagnostics;
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause?.namedBindings;
  return names !== undefined && ts.isNamedImports(names) && names.elements.every((element) => element.isTypeOnly);
}

/** What is wrong with the form of an import or a re-export, whatever it names. */
function formOf(statement: ts.ImportDeclaration | ts.ExportDeclaration, path: string): readonly Diagnostic[] {
  const at = spanOf(statement, path);
  const by = `write \`import { name } from ${statement.moduleSpecifier?.getText() ?? '"racespec"'}\``;
  if (statement.attributes !== undefined) return [importForm(at, { what: "an import with attributes", instead: by })];
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (clause === undefined || ts.isNamespaceExport(clause)) {
      return [exportForm(at, { what: "export *", instead: "name what is exported: `export { name } from …`" })];
    }
    return clause.elements
      .filter((element) => element.propertyName !== undefined && element.propertyName.text !== element.name.text)
      .map((element) =>
        exportForm(spanOf(element, path), {
          what: "an export under another name",
          instead: "give the declaration the name that it is to have",
        }),
      );
  }
  const clause = statement.importClause;
  if (clause === undefined) return [importForm(at, { what: "an import that names nothing", instead: by })];
  if (clause.name !== undefined) return [importForm(at, { what: "a default import", instead: by })];
  return [];
}
