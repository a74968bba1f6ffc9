// Any number of threads says the same, to the byte: counts, findings, traces, and where a limit of states cuts off. Guards
// against states lost or counted twice when threads meet, and against traces that tell who won a race.
// Not here: one thread (agreement.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spawn } from "../../checker/index.ts";
import { spawnThread } from "../../cli/search-threads.ts";
import { boundedModels, models } from "../checker/random-models.ts";
import { brokenLock, twoPhase } from "../checker/specs.ts";
import { generatedly, withWorkers } from "./engines.ts";

describe("threads", () => {
  it("are started", async () => {
    let count = 0;
    const spawn: Spawn = (posting, died) => {
      count++;
      return spawnThread(posting, died);
    };
    await generatedly(twoPhase(4), {}, { workers: 3, spawn });
    expect(count).toBe(2);
  });

  it.each([2, 3])("%i of them find what one finds", async (workers) => {
    for (const model of [twoPhase(5), twoPhase(6, true), brokenLock(3)]) {
      for (const symmetry of [true, false]) {
        const alone = await generatedly(model, { symmetry });
        expect(await generatedly(model, { symmetry }, withWorkers(workers)), model.name).toEqual(alone);
      }
    }
  });

  it("are cut off by a limit of states where one is", async () => {
    for (const maxStates of [100, 5000]) {
      const alone = await generatedly(twoPhase(6), { maxStates });
      expect(await generatedly(twoPhase(6), { maxStates }, withWorkers(3))).toEqual(alone);
    }
  });

  it("agree with one on arbitrary models", async () => {
    const law = async (model: Parameters<typeof generatedly>[0]): Promise<void> => {
      expect(await generatedly(model, {}, withWorkers(2))).toEqual(await generatedly(model));
    };
    await fc.assert(fc.asyncProperty(models, law), { numRuns: 10 });
    const bounded = boundedModels.filter((m) => m.options.stepConstraint !== null && m.options.view === null);
    await fc.assert(fc.asyncProperty(bounded, law), { numRuns: 5 });
  });
});

describe("a thread that dies", () => {
  it("ends the search with an error that says so", async () => {
    // It is up, and never comes to rest.
    const spawn: Spawn = ({ board, signal }, died) => {
      Atomics.add(new Int32Array(board), signal.ready, 1);
      setTimeout(() => died("killed"), 10);
      return { end: async () => {} };
    };
    const search = generatedly(twoPhase(5), { symmetry: false }, { workers: 2, spawn });
    await expect(search).rejects.toThrow("a thread of the search died: killed");
  });
});
