// Memory that ends ends a run as incomplete, with what was covered, and nothing is left behind for the next model. Guards
// against a crash, against "verified" after states were dropped, and against a table that still holds another model's.
// Not here: levels on disk (levels.test.ts), memory as V8 counts it (test/cli).
import { describe, expect, it } from "vitest";
import type { Spawn } from "../../checker/index.ts";
import { createReserve } from "../../checker/wasm/reserve.ts";
import { spawnThread } from "../../cli/search-threads.ts";
import { brokenLock, counter, twoPhase } from "../checker/specs.ts";
import { agree, generatedly, programOf } from "./engines.ts";

const MEGABYTE = 2 ** 20;

describe("a run without memory enough", () => {
  it("is incomplete where the limit is reached, and says how far it came", async () => {
    const outcome = await generatedly(twoPhase(7), {}, { maxMemory: MEGABYTE });
    expect(outcome).toMatchObject({ kind: "bounded", limit: "memory" });
    expect(outcome.distinct).toBeGreaterThan(1000);
    expect(outcome.distinct).toBeLessThan(296_448);
    expect(outcome.frontier).toBeGreaterThan(0);
  });

  it("counts V8's memory as well", async () => {
    const outcome = await generatedly(twoPhase(3), {}, { maxMemory: MEGABYTE, memoryUsed: () => 2 * MEGABYTE });
    expect(outcome).toMatchObject({ kind: "bounded", limit: "memory" });
  });

  it("collects V8's garbage before it gives up", async () => {
    let used = 10 * MEGABYTE;
    const collectGarbage = (): void => {
      used = 0;
    };
    const outcome = await generatedly(twoPhase(3), {}, { maxMemory: MEGABYTE, memoryUsed: () => used, collectGarbage });
    expect(outcome).toMatchObject({ kind: "exhausted", distinct: 288 });
  });

  it("is incomplete where no more can be reserved", async () => {
    // Half of it is the table's; of the other half a megabyte is left for the levels under work.
    const { fixedBytes, areaBytes } = programOf(twoPhase(8));
    const reserve = createReserve(Math.ceil((2 * (fixedBytes + areaBytes + 2 * MEGABYTE)) / 65_536));
    const outcome = await generatedly(twoPhase(8), {}, { reserve });
    expect(outcome).toMatchObject({ kind: "bounded", limit: "memory" });
    expect(outcome.distinct).toBeGreaterThan(10_000);
  });

  it("is incomplete where there is none to begin with, and the memory is there for the next model", async () => {
    const reserve = createReserve(16);
    for (let i = 0; i < 2; i++) {
      const outcome = await generatedly(counter(3), {}, { reserve });
      expect(outcome).toMatchObject({ kind: "bounded", limit: "memory", distinct: 0, depth: 0 });
    }
  });

  it("searches with fewer threads where there is no room for more", async () => {
    const reserve = createReserve(4096);
    const spawned: number[] = [];
    const spawn: Spawn = (posting, died) => {
      spawned.push(posting.area);
      return spawnThread(posting, died);
    };
    const alone = await generatedly(twoPhase(5), {}, { reserve });
    expect(await generatedly(twoPhase(5), {}, { reserve, spawn, workers: 256 })).toEqual(alone);
    expect(spawned.length).toBeLessThan(16);
  });
});

it("one memory serves one model after the other", async () => {
  const reserve = createReserve(4096);
  for (const model of [twoPhase(5), brokenLock(3), twoPhase(4, true), twoPhase(5), counter(3)]) {
    await agree(model, {}, { reserve });
    await agree(model, { symmetry: false }, { reserve });
  }
});

it("is refused to a second model while the first one has it", () => {
  const reserve = createReserve(512);
  reserve.take();
  expect(() => reserve.take()).toThrow("still being checked");
});
