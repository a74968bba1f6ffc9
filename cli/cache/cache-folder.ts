/**
 * The folder in which later runs find what earlier ones worked out: files by name, each written whole or not at all.
 * In: the environment, names, bytes. Out: `CacheFolder`. Nothing in it is ever needed: what fails here costs time only.
 * Not here: what the files hold and whether it is intact (`entry.ts`).
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { makeFolder } from "../make-folder.ts";

export interface CacheFolder {
  /** Null where there is no such file, or none to be trusted. */
  readonly read: (name: string) => Buffer | null;
  /** True where the file is there now. */
  readonly write: (name: string, parts: readonly Uint8Array[]) => boolean;
}

/** Names that are ours: nothing else in the folder is ever removed. */
const ownName = /^[0-9a-f]{64}\.(?:spec|code)$/;
const temporaryName = /^[0-9a-f]{64}\.(?:spec|code)\.[0-9a-f]{16}$/;

/** Bytes that the folder may hold; when there are more the files not used for longest go, down to `keeps` of it. */
const roomBytes = 512 * 2 ** 20;
const keeps = 0.75;
/** Milliseconds: what was half written so long ago belongs to a run that was killed. */
const abandoned = 3_600_000;
/** Milliseconds: a file used is marked as such when it was last marked longer ago. */
const markAgain = 3_600_000;

/** Where the folder is: see README, "The cache". Null where this user has no home. */
export function cachePath(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.RACESPEC_CACHE_DIR) return resolve(env.RACESPEC_CACHE_DIR);
  // The XDG specification says to ignore relative paths.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, "racespec");
  const home = homedir();
  return isAbsolute(home) ? join(home, ".cache", "racespec") : null;
}

export interface FolderOptions {
  /** Whose files are trusted; absent where files have no owners. */
  readonly user?: number | undefined;
  /** Bytes that the folder may hold. */
  readonly mostBytes?: number;
}

export function cacheFolder(path: string, options: FolderOptions = {}): CacheFolder {
  const { user = process.getuid?.(), mostBytes = roomBytes } = options;
  return {
    read: (name) => attempt(() => readTrusted(path, name, user)),
    write: (name, parts) =>
      attempt(() => {
        makeFolder(path, 0o700);
        if (!isTrusted(statSync(path), user)) return false;
        writeWhole(join(path, name), parts);
        evict(path, mostBytes);
        return true;
      }) ?? false,
  };
}

/** A full disk, a folder that may not be read, a file that another run has just removed: the run goes on without. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** Nobody else could have put something there. Windows has no such owners; its user folders are private. */
const isTrusted = (found: Stats, user: number | undefined): boolean =>
  user === undefined || (found.uid === user && (found.mode & 0o022) === 0);

function readTrusted(folder: string, name: string, user: number | undefined): Buffer | null {
  // In a folder that others may write to they choose which of our files has which name.
  if (!isTrusted(statSync(folder), user)) return null;
  const path = join(folder, name);
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile() || !isTrusted(found, user)) return null;
    const bytes = readFileSync(file);
    if (Date.now() - found.mtimeMs > markAgain) attempt(() => utimesSync(path, new Date(), new Date()));
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Under another name first: whoever reads sees the old file or the new one, whatever happens to us meanwhile. */
function writeWhole(path: string, parts: readonly Uint8Array[]): void {
  const temporary = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      for (const part of parts) writeFileSync(file, part);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}

function evict(folder: string, mostBytes: number): void {
  const now = Date.now();
  const files = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const isTemporary = temporaryName.test(name);
    if (!isTemporary && !ownName.test(name)) return [];
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    if (isTemporary && now - found.mtimeMs > abandoned) rmSync(path, { force: true });
    return isTemporary ? [] : [{ path, size: found.size, used: found.mtimeMs }];
  });
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= mostBytes) return;
  for (const { path, size } of files.sort((a, b) => a.used - b.used)) {
    if (total <= mostBytes * keeps) return;
    rmSync(path, { force: true });
    total -= size;
  }
}
