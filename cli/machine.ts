/**
 * Node as a run sees it: disk, clock, memory, the turn of others.
 * In: Node. Out: `Host`.
 * Not here: what is done with it (`run.ts`), the terminal (`main.ts`).
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Disk, Entry } from "./find-specs.ts";
import { loadLibrary } from "./package-files.ts";
import type { Output } from "./reporters.ts";
import type { Host, Tools } from "./run.ts";

/** Share of V8's heap that a search may fill: with less left over V8 does nothing but collect. */
const usable = 0.85;

export const heapLimit = (): number => getHeapStatistics().heap_size_limit * usable;

export function nodeHost(interrupted: () => boolean): Host {
  return {
    disk,
    tools: loadTools,
    breathe: () => nextTurn(),
    now: () => performance.now(),
    memoryUsed,
    memoryLimit: heapLimit(),
    collectGarbage,
    interrupted,
    wantsStacks: Boolean(process.env.RACESPEC_STACK),
  };
}

/** TypeScript takes a second to load: only a run that checks something pays for it. */
async function loadTools(): Promise<Tools> {
  const [{ createCompiler }, { check }] = await Promise.all([
    import("../compiler/index.ts"),
    import("../checker/index.ts"),
  ]);
  return { createCompiler, check, library: loadLibrary() };
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

/** One by one: Node's own `recursive` never returns where a folder cannot be made although nothing is there (`/proc/x`). */
function makeFolder(path: string): void {
  const above = dirname(path);
  if (existsSync(path) || above === path) return;
  makeFolder(above);
  mkdirSync(path);
}

/** Creates folders on the way, and empties the file: what an earlier run left there is not this run's. */
export function openFile(path: string): Output {
  makeFolder(dirname(path));
  writeFileSync(path, "");
  return { write: (text) => appendFileSync(path, text) };
}
