/**
 * What earlier runs worked out about specs, found again by the content of every file that took part.
 * In: the folder, the tool's identity, texts of specs. Out: `SpecCache`.
 * Not here: compiling what is not found (`open-specs.ts`), bytes (`entry.ts`), the disk (`cache-folder.ts`).
 */
import type { CacheFolder } from "./cache-folder.ts";
import { decodeEntry, digestOf, type Entry, encodeEntry } from "./entry.ts";

/** What besides the texts decides how a spec is compiled. */
export interface Compilation {
  /** Path as reports name it: spans carry it. */
  readonly path: string;
  readonly text: string;
  /** The options that change what a spec is compiled to, as data that JSON can show. */
  readonly options: readonly unknown[];
}

/** Text of a file; null where there is none. May throw where it cannot be read. */
export type ReadText = (path: string) => string | null;

export interface SpecCache {
  /** Null where nothing is known, or a file has changed that was read then. `read` is asked for each of those but the spec. */
  readonly find: (of: Compilation, read: ReadText) => Entry | null;
  readonly keep: (of: Compilation, entry: Entry) => void;
}

/** `tool`: a text that is another one for every build of the tool and every machine it runs on. */
export function specCache(folder: CacheFolder, tool: string): SpecCache {
  const nameOf = ({ path, text, options }: Compilation): string =>
    `${digestOf(JSON.stringify([tool, path, digestOf(text), options]))}.spec`;
  return {
    find(of, read) {
      const bytes = folder.read(nameOf(of));
      const entry = bytes === null ? null : decodeEntry(bytes);
      const isCurrent = entry?.reads.every(([path, digest]) => path === of.path || digestNow(path, read) === digest);
      return isCurrent ? (entry ?? null) : null;
    },
    keep(of, entry) {
      folder.write(nameOf(of), encodeEntry(entry));
    },
  };
}

/** Null where there is no such file; undefined where it cannot be read now, which the compiler will be told again. */
function digestNow(path: string, read: ReadText): string | null | undefined {
  try {
    const text = read(path);
    return text === null ? null : digestOf(text);
  } catch {
    return undefined;
  }
}
