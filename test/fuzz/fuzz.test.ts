// Random specs over the whole language, each read, bound, lowered and checked by every way there is: interpreter, generated code,
// cells, threads, symmetry, fusion, the cache, and as JavaScript. Guards against a corner of the language in which two of them
// disagree, and against a generator that no longer gets into the corners. At length: `npm run fuzz`.
// Not here: specs with mistakes (broken.test.ts), whether mistakes of ours would be found (faults.test.ts).
import { beforeAll, describe, expect, it } from "vitest";
import { isCalm } from "./grammar.ts";
import { tried } from "./oracle.ts";
import { specOf } from "./spec.ts";
import { createCollector, type Summary, summaryText } from "./summary.ts";

const seed = 4;
const specs = 40;
/** Which models of a spec are checked: two of them, and one that comes round. */
const THIRD = ["time", "odd", "fine", "every_"];

describe("random specs", () => {
  let summary: Summary;

  beforeAll(async () => {
    const collector = createCollector();
    for (let nth = 0; nth < specs; nth++) {
      const trial = {
        ...{
          maxStates: isCalm(nth) ? 400 : 160,
          cells: nth % 3 === 0,
          workers: nth % 8 === 0,
          fusion: isCalm(nth),
          reference: nth % 4 === 1,
        },
        ...{
          javascript: nth % 2 === 1 ? 6 : 0,
          chosen: ["space", nth % 2 === 0 ? "all" : "none", THIRD[nth % 4] ?? "odd"],
        },
      };
      collector.add(nth, await tried(specOf(seed, nth), trial));
    }
    summary = collector.summary();
    console.log(`seed ${seed}: ${summaryText(summary)}`);
  }, 300_000);

  it("mean the same however they are evaluated", () => {
    expect(summary.finds).toEqual([]);
  });

  it("have every kind of expression, statement, method, domain, property and option in them", () => {
    expect(summary.missing).toEqual([]);
  });

  it("are accepted, or else refused with a code", () => {
    expect(summary.refused).toBeLessThan(specs / 10);
    for (const code of summary.codes.keys()) expect(code).toMatch(/^(?:SPEC[1-4]|TS)\d+$/);
  });

  it("are worth checking: many states, symmetry that counts, verdicts of both sorts", () => {
    expect(summary.medianStates).toBeGreaterThanOrEqual(100);
    expect(summary.reduced).toBeGreaterThanOrEqual(50);
    expect(summary.violated).toBeGreaterThanOrEqual(33);
    expect(summary.violated).toBeLessThanOrEqual(90);
    expect(summary.fused).toBeGreaterThanOrEqual(5);
  });
});

it("are the same for the same seed", () => {
  expect(specOf(3, 5)).toBe(specOf(3, 5));
  expect(specOf(3, 5)).not.toBe(specOf(4, 5));
});
