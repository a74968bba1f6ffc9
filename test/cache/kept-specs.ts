// What the tests of the cache share: the real compiler, files of the repository and files in memory.
// Not here: the tests.
import { readFileSync } from "node:fs";
import { loadLibrary } from "../../cli/package-files.ts";
import { createCompiler, type SpecFiles } from "../../compiler/index.ts";

export const compiler = createCompiler(loadLibrary());

export const noSettings: ReadonlyMap<string, string> = new Map();

export const readFiles: SpecFiles = { read: (path) => readFileSync(path, "utf8") };

/** A cache's folder that forgets nothing and fails never. */
export function folderInMemory() {
  const files = new Map<string, Buffer>();
  return {
    files,
    read: (name: string): Buffer | null => files.get(name) ?? null,
    write: (name: string, parts: readonly Uint8Array[]): boolean => {
      files.set(name, Buffer.concat(parts));
      return true;
    },
  };
}
