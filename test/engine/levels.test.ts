// Levels are kept for traces, in memory or in a file. Guards against a trace that is built from other states than those
// that were searched, because a block of a level was read back from another place, and against a full disk that ends a run.
// Not here: which trace is chosen (agreement.test.ts).
import { describe, expect, it } from "vitest";
import { LevelStore, type SpillFile } from "../../checker/wasm/level-store.ts";
import { temporarySpill } from "../../cli/spill-file.ts";

const MEGABYTE = 2 ** 20;
/** A block of so many bytes that says where it comes from. */
const block = (bytes: number, seed: number): Uint8Array => new Uint8Array(bytes).map((_, i) => (i * 7 + seed) % 251);

/** Levels of 1, 5, 9, … megabytes in blocks of various sizes. */
function fill(store: LevelStore): readonly Uint8Array[] {
  return [1, 5, 9, 13].map((megabytes, n) => {
    const level = block(megabytes * MEGABYTE, n);
    store.begin();
    for (let at = 0, step = 4096; at < level.length; at += step, step *= 3) store.append(level.subarray(at, at + step));
    return level;
  });
}

function readBack(store: LevelStore, level: number, size: number): Uint8Array {
  const read = new Uint8Array(size);
  let at = 0;
  for (const part of store.blocks(level)) {
    read.set(part, at);
    at += part.length;
  }
  expect(at).toBe(size);
  return read;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe("levels", () => {
  it.each([
    ["in memory", null],
    ["in a file", temporarySpill((reason) => expect.fail(reason))],
  ])("%s are read as they were written", (_, spill) => {
    const store = new LevelStore(2, spill);
    const levels = fill(store);
    expect(store.spilled > 0).toBe(spill !== null);
    expect(store.held + store.spilled).toBe(28 * MEGABYTE);
    for (const [i, level] of levels.entries()) {
      expect(store.size(i + 1)).toBe(level.length / 16);
      expect(isSame(readBack(store, i + 1, level.length), level)).toBe(true);
    }
    store.close();
  });

  it("stay in memory where the disk is full, those in the file stay there", () => {
    const real = temporarySpill(() => {}).open();
    if (real === null) expect.fail("no temporary file");
    let room = 3 * MEGABYTE;
    const full: SpillFile = { ...real, append: (bytes) => (room -= bytes.length) >= 0 && real.append(bytes) };
    const store = new LevelStore(2, { open: () => full });
    const levels = fill(store);
    expect(store.isCramped).toBe(true);
    expect(store.spilled).toBeGreaterThan(0);
    for (const [i, level] of levels.entries()) expect(isSame(readBack(store, i + 1, level.length), level)).toBe(true);
    store.close();
  });

  it("stay in memory where no file can be made", () => {
    const store = new LevelStore(2, { open: () => null });
    fill(store);
    expect([store.isCramped, store.held, store.spilled]).toEqual([true, 28 * MEGABYTE, 0]);
  });
});
