/**
 * From files and folders as named to the specs that are to be checked, each once, in a fixed order.
 * In: paths, a way to look at the disk. Out: paths of specs with forward slashes, and diagnostics.
 * Not here: the disk (`disk.ts`), reading the specs (`run.ts`).
 */
import { posix, sep } from "node:path";
import { fileNotFound, noSpecs, notASpec, unreadable } from "../ir/codes/usage.ts";
import type { Diagnostic, Staged } from "../ir/diagnostic.ts";

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** The disk as the command sees it. Paths are as given; what fails throws an `Error` whose message says why. */
export interface Disk {
  /** Null where nothing is there. */
  readonly kindOf: (path: string) => Entry["kind"] | null;
  readonly list: (folder: string) => readonly Entry[];
  /** The same for two paths that lead to one place. */
  readonly identity: (path: string) => string;
  /** Null where nothing is there. */
  readonly read: (path: string) => string | null;
}

const suffix = ".race.ts";
const notAFile = "it is neither a file nor a folder";
const isHidden = (name: string): boolean => name.startsWith(".") || name === "node_modules";

export function findSpecs(paths: readonly string[], disk: Disk): Staged<readonly string[]> {
  const found = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const take = (path: string): void => {
    const identity = disk.identity(path);
    if (!found.has(identity)) found.set(identity, path);
  };
  /** Returns how many specs are in it, whether taken before or not. */
  const walk = (folder: string, above: readonly string[]): number => {
    let count = 0;
    try {
      const identity = disk.identity(folder);
      if (above.includes(identity)) return 0;
      for (const { name, kind } of [...disk.list(folder)].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = posix.join(folder, name);
        if (isHidden(name)) continue;
        if (kind === "folder") count += walk(path, [...above, identity]);
        else if (name.endsWith(suffix)) {
          if (kind === "file") take(path);
          else diagnostics.push(unreadable(null, { path, reason: notAFile }));
          count++;
        }
      }
    } catch (thrown) {
      diagnostics.push(unreadable(null, { path: folder, reason: reasonOf(thrown) }));
    }
    return count;
  };
  const look = (path: string): void => {
    const kind = disk.kindOf(path);
    const before = diagnostics.length;
    if (kind === null) diagnostics.push(fileNotFound(null, { path }));
    else if (kind === "other") diagnostics.push(unreadable(null, { path, reason: notAFile }));
    else if (kind === "folder") {
      if (walk(path, []) === 0 && diagnostics.length === before) diagnostics.push(noSpecs(null, { path: here(path) }));
    } else if (path.endsWith(suffix)) take(path);
    else diagnostics.push(notASpec(null, { path }));
  };
  for (const path of (paths.length === 0 ? ["."] : paths).map(normalize)) {
    try {
      look(path);
    } catch (thrown) {
      diagnostics.push(unreadable(null, { path, reason: reasonOf(thrown) }));
    }
  }
  return { value: [...found.values()], diagnostics };
}

const here = (path: string): string => (path === "." ? "the current folder" : path);

/** Forward slashes, no `./` and no slash at the end: the path that reports show. */
const normalize = (path: string): string => posix.normalize(path.replaceAll(sep, "/")).replace(/(?<=.)\/$/, "");

export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
