// In: a spec's path, or its texts. Out: the texts of all modules it imports; and the modules run, with the runtime as
// their `racespec`. This is the one place where a spec is executed.
// Not here: how a text becomes JavaScript (transform.ts).
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { compileFunction } from "node:vm";
import { SetOfSpecs } from "./collections.ts";
import type { Domain } from "./domain.ts";
import * as domains from "./domain.ts";
import { fault } from "./fault.ts";
import { clone } from "./structure.ts";

export type Files = ReadonlyMap<string, string>;
export type Exports = Readonly<Record<string, unknown>>;

/** The path of a relative import among those that exist; null for any other import. */
export function resolveImport(exists: (path: string) => boolean, from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const path = posix.join(posix.dirname(from), specifier);
  const candidates = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}/index.ts`];
  return (
    candidates.find((candidate) => candidate.endsWith(".ts") && exists(candidate)) ??
    fault(`${from} imports ${specifier}, which is not there`)
  );
}

/** A spec on disk and the relative modules it imports, by absolute path. */
export function readFiles(entry: string): Files {
  const files = new Map<string, string>();
  const read = (path: string): string | null => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  };
  const visit = (path: string): void => {
    if (files.has(path)) return;
    const text = read(path) ?? fault(`no file ${path}`);
    files.set(path, text);
    for (const [, specifier = ""] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']*)["']/g)) {
      const imported = resolveImport((candidate) => read(candidate) !== null, path, specifier);
      if (imported !== null) visit(imported);
    }
  };
  visit(posix.resolve(entry));
  return files;
}

/** What a spec that runs is given from outside. */
export interface Surroundings {
  /** The module `racespec`. */
  readonly racespec: Exports;
  /** Called once per turn of a loop. */
  readonly turn: () => void;
}

/** Runs the entry's module and what it imports, each once. */
export function run(javascript: ReadonlyMap<string, string>, entry: string, { racespec, turn }: Surroundings): Exports {
  const loaded = new Map<string, Exports>();

  function load(path: string): Exports {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(path, exports);
    const built = new Map<number, Domain>();
    const site = (at: number, build: () => Domain): Domain => {
      const domain = built.get(at) ?? build();
      built.set(at, domain);
      return domain;
    };
    const required = (specifier: string): Exports =>
      specifier === "racespec"
        ? racespec
        : load(
            resolveImport((candidate) => javascript.has(candidate), path, specifier) ??
              fault(`${path} imports ${specifier}`),
          );
    const body = compileFunction(
      javascript.get(path) ?? fault(`no module ${path}`),
      ["exports", "require", "$D", "$site", "$require", "$turn", "Set", "structuredClone"],
      { filename: path },
    ) as (...args: readonly unknown[]) => void;
    body(exports, required, domains, site, load, turn, SetOfSpecs, clone);
    return exports;
  }

  return load(entry);
}
