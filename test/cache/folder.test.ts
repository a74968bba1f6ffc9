// The cache's folder. Guards against files that somebody else put there or only half of which was written, against a
// folder that grows for ever, and against any failure of a cache becoming a failure of the run.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cacheFolder, cachePath } from "../../cli/cache/cache-folder.ts";

const root = mkdtempSync(join(tmpdir(), "racespec-cache-"));
afterAll(() => rmSync(root, { recursive: true }));

const nameOf = (digit: string): string => `${digit.repeat(64)}.spec`;
const bytes = (...texts: readonly string[]): readonly Buffer[] => texts.map((text) => Buffer.from(text));

describe("where it is", () => {
  it.each([
    [{ RACESPEC_CACHE_DIR: "/a/b", XDG_CACHE_HOME: "/c" }, "/a/b"],
    [{ RACESPEC_CACHE_DIR: "", XDG_CACHE_HOME: "/c" }, "/c/racespec"],
    [{ XDG_CACHE_HOME: "not/absolute" }, join(homedir(), ".cache", "racespec")],
    [{}, join(homedir(), ".cache", "racespec")],
  ])("%o: %s", (env, path) => {
    expect(cachePath(env)).toBe(path);
  });
});

it("gives back what was written, to this user only", () => {
  const path = join(root, "deep", "er");
  const folder = cacheFolder(path);
  expect(folder.read(nameOf("a"))).toBeNull();
  expect(folder.write(nameOf("a"), bytes("one", " and ", "two"))).toBe(true);
  expect(folder.read(nameOf("a"))?.toString()).toBe("one and two");
  expect(folder.write(nameOf("a"), bytes("three"))).toBe(true);
  expect(folder.read(nameOf("a"))?.toString()).toBe("three");
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(path, nameOf("a"))).mode & 0o777).toBe(0o600);
  expect(readdirSync(path)).toEqual([nameOf("a")]);
});

describe("what somebody else could have put there", () => {
  const filled = (name: string): string => {
    const path = join(root, name);
    cacheFolder(path).write(nameOf("a"), bytes("mine"));
    return path;
  };

  it("is not read from a folder that others may write to, nor is anything written there", () => {
    const path = filled("shared");
    chmodSync(path, 0o770);
    expect(cacheFolder(path).read(nameOf("a"))).toBeNull();
    expect(cacheFolder(path).write(nameOf("b"), bytes("b"))).toBe(false);
    expect(readdirSync(path)).toEqual([nameOf("a")]);
  });

  it("is not read from a folder of another user", () => {
    const path = filled("theirs");
    const another = { user: statSync(path).uid + 1 };
    expect(cacheFolder(path, another).read(nameOf("a"))).toBeNull();
    expect(cacheFolder(path, another).write(nameOf("b"), bytes("b"))).toBe(false);
  });

  it("is not read from a file that others may write to, a link or a folder", () => {
    const path = filled("files");
    chmodSync(join(path, nameOf("a")), 0o622);
    symlinkSync(nameOf("a"), join(path, nameOf("b")));
    mkdirSync(join(path, nameOf("c")));
    for (const digit of ["a", "b", "c"]) expect(cacheFolder(path).read(nameOf(digit))).toBeNull();
  });
});

describe("what cannot be written", () => {
  it.each(["/dev/full/x", "/proc/racespec/x", "/dev/null"])("harms nobody: %s", (path) => {
    expect(cacheFolder(path).write(nameOf("a"), bytes("a"))).toBe(false);
    expect(cacheFolder(path).read(nameOf("a"))).toBeNull();
  });

  it("leaves nothing behind", () => {
    const path = join(root, "blocked");
    mkdirSync(join(path, nameOf("a")), { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
    expect(cacheFolder(path).write(nameOf("a"), bytes("a"))).toBe(false);
    expect(readdirSync(path)).toEqual([nameOf("a")]);
  });
});

describe("what takes up room", () => {
  const aged = (path: string, hours: number): void => {
    const then = new Date(Date.now() - hours * 3_600_000);
    utimesSync(path, then, then);
  };

  it("goes when there is too much of it, what was not used for longest first; what is not ours stays", () => {
    const path = join(root, "full");
    const folder = cacheFolder(path, { mostBytes: 100 });
    folder.write(nameOf("a"), bytes("a".repeat(30)));
    folder.write(nameOf("b"), bytes("b".repeat(30)));
    folder.write(nameOf("c"), bytes("c".repeat(30)));
    writeFileSync(join(path, "somebody's"), "x".repeat(1000));
    aged(join(path, nameOf("a")), 5);
    aged(join(path, nameOf("b")), 7);
    aged(join(path, nameOf("c")), 6);
    // Used again, it is no longer the oldest.
    expect(folder.read(nameOf("b"))?.length).toBe(30);
    folder.write(nameOf("d"), bytes("d".repeat(30)));
    expect(readdirSync(path).sort()).toEqual([nameOf("b"), nameOf("d"), "somebody's"].sort());
  });

  it("goes when a run that was killed left it half written, but not while one may be writing", () => {
    const path = join(root, "killed");
    const folder = cacheFolder(path);
    folder.write(nameOf("a"), bytes("a"));
    const old = join(path, `${nameOf("b")}.${"0".repeat(16)}`);
    const young = join(path, `${nameOf("c")}.${"0".repeat(16)}`);
    for (const file of [old, young]) writeFileSync(file, "half");
    aged(old, 5);
    folder.write(nameOf("d"), bytes("d"));
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});
