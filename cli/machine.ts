/**
 * Node as a run sees it: disk, clock, memory, the turn of others.
 * In: Node. Out: `Host`.
 * Not here: what is done with it (`run.ts`), the terminal (`main.ts`).
 */
import { appendFileSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cacheFolder, cachePath } from "./cache/cache-folder.ts";
import { type SpecCache, specCache } from "./cache/spec-cache.ts";
import { engineHosts, residentMemory } from "./engine-host.ts";
import type { Disk, Entry } from "./find-specs.ts";
import { makeFolder } from "./make-folder.ts";
import type { Options } from "./options.ts";
import { buildId, loadLibrary } from "./package-files.ts";
import type { Output } from "./reporters.ts";
import type { Host, Tools } from "./run.ts";
import type { CompilerTools } from "./spec.ts";

/** Share of V8's heap that a search may fill: with less left over V8 does nothing but collect. */
const usable = 0.85;

export const heapLimit = (): number => getHeapStatistics().heap_size_limit * usable;

/** `cache`: look for what earlier runs compiled, and keep what this one compiles. */
export function nodeHost(interrupted: () => boolean, { cache }: Pick<Options, "cache"> = { cache: false }): Host {
  return {
    disk,
    tools: () => loadTools(cache ? openCache() : null),
    breathe: () => nextTurn(),
    engines: engineHosts({ memoryUsed, collectGarbage }, () => nextTurn()),
    resident: residentMemory,
    now: () => performance.now(),
    memoryUsed,
    memoryLimit: heapLimit(),
    collectGarbage,
    interrupted,
    wantsStacks: Boolean(process.env.RACESPEC_STACK),
  };
}

async function loadTools(cache: SpecCache | null): Promise<Tools> {
  const { check } = await import("../checker/index.ts");
  let loaded: CompilerTools | null = null;
  return { check, cache, compilerTools: async () => (loaded ??= await loadCompiler()) };
}

/** TypeScript takes its time to load: only a run that reads a spec anew pays for it. */
async function loadCompiler(): Promise<CompilerTools> {
  const [{ assemble, createCompiler, disassemble }, { fuse }] = await Promise.all([
    import("../compiler/index.ts"),
    import("../checker/index.ts"),
  ]);
  return { compiler: createCompiler(loadLibrary()), fuse, assemble, disassemble };
}

function openCache(): SpecCache | null {
  const build = buildId();
  const path = cachePath(process.env);
  // What V8 wrote in one version it need not read in another.
  return build === null || path === null ? null : specCache(cacheFolder(path), `${build} ${process.versions.v8}`);
}

function memoryUsed(): number {
  const { used_heap_size, malloced_memory, external_memory } = getHeapStatistics();
  return used_heap_size + malloced_memory + external_memory;
}

let collect: (() => void) | null = null;

/** The only way to V8's collector without a flag on Node's own command line. */
function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString("--expose-gc");
    const found: unknown = runInNewContext("gc");
    // Code compiled under other flags is of no use to the next run (load-code.ts).
    setFlagsFromString("--no-expose-gc");
    collect = typeof found === "function" ? () => found() : () => {};
  }
  collect();
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && (thrown.code === "ENOENT" || thrown.code === "ENOTDIR");

const disk: Disk = {
  kindOf: (path) => {
    try {
      return kindOf(path);
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  },
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry): Entry => {
      if (entry.isDirectory()) return { name: entry.name, kind: "folder" };
      if (entry.isFile()) return { name: entry.name, kind: "file" };
      return { name: entry.name, kind: entry.isSymbolicLink() ? kindBehind(join(folder, entry.name)) : "other" };
    }),
  identity: (path) => realpathSync(path),
  read: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  },
};

function kindOf(path: string): Entry["kind"] {
  const found = statSync(path);
  return found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
}

/** A link that leads nowhere, or round in a circle, is neither, and no reason to leave the rest of its folder unread. */
function kindBehind(link: string): Entry["kind"] {
  try {
    return kindOf(link);
  } catch {
    return "other";
  }
}

/** Creates folders on the way, and empties the file: what an earlier run left there is not this run's. */
export function openFile(path: string): Output {
  makeFolder(dirname(path));
  writeFileSync(path, "");
  return { write: (text) => appendFileSync(path, text) };
}
