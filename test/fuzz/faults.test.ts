// Mistakes put into racespec on purpose, and found by a handful of random specs. Guards against an oracle that no longer
// looks, and against faults of the long run (`npm run fuzz -- --faults`) whose text is no longer there.
// Not here: finding mistakes that nobody has put in (fuzz.test.ts).
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { faults } from "./faults.ts";
import { type Trial, tried } from "./oracle.ts";
import { specOf } from "./spec.ts";

const put = vi.hoisted(() => ({ fault: null as string | null }));

vi.mock("../../checker/interpret/operators.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../checker/interpret/operators.ts")>();
  return {
    ...original,
    binary: ((op, site) =>
      original.binary(put.fault === "interpreter" && op === ">=" ? ">" : op, site)) as typeof original.binary,
  };
});
vi.mock("../../compiler/5-emit/packed/operators.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../compiler/5-emit/packed/operators.ts")>();
  return {
    ...original,
    binary: ((run, op, left, right) =>
      original.binary(run, put.fault === "packed" && op === "<=" ? "<" : op, left, right)) as typeof original.binary,
  };
});
vi.mock("../../compiler/5-emit/cells/bodies/numbers.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../compiler/5-emit/cells/bodies/numbers.ts")>();
  return {
    ...original,
    arithmeticFunction: ((shared, name) =>
      original.arithmeticFunction(
        shared,
        put.fault === "cells" && name === "max" ? "min" : name,
      )) as typeof original.arithmeticFunction,
  };
});
vi.mock("../../compiler/3-lower/liveness.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../compiler/3-lower/liveness.ts")>();
  const liveness: typeof original.liveness = (flow) => {
    const live = original.liveness(flow);
    return put.fault === "lowering" ? new Map([...live].map(([name, slots]) => [name, slots & (slots - 1n)])) : live;
  };
  return { ...original, liveness };
});
vi.mock("../../checker/fusion/compose.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../checker/fusion/compose.ts")>();
  const compose: typeof original.compose = (...given) => {
    const fused = original.compose(...given);
    const actions = put.fault === "fusion" ? fused.model.actions.slice(0, -1) : fused.model.actions;
    return { ...fused, model: { ...fused.model, actions } };
  };
  return { ...original, compose };
});

/** Specs within which each of them has to be found. */
const most = 20;
const cheap: Trial = {
  ...{ maxStates: 150, cells: false, workers: false, fusion: false, reference: false, javascript: 0 },
  chosen: ["space", "all"],
};
const found: readonly (readonly [string, Partial<Trial>])[] = [
  ["interpreter", {}],
  ["packed", {}],
  ["cells", { cells: true }],
  ["lowering", { javascript: 12 }],
  ["fusion", { fusion: true, maxStates: 500, chosen: ["fine", "all"] }],
];

describe("a mistake is found", () => {
  afterEach(() => {
    put.fault = null;
  });

  it.each(found)(
    "in the %s",
    async (fault, ways) => {
      put.fault = fault;
      let after: number | null = null;
      for (let nth = 0; nth < most && after === null; nth++) {
        const { find } = await tried(specOf(21, fault === "fusion" ? 4 * nth + 2 : nth), { ...cheap, ...ways });
        if (find !== null) after = nth + 1;
      }
      console.log(`${fault}: found after ${after} specs`);
      expect(after).not.toBeNull();
    },
    120_000,
  );
});

it.each(faults)("$part can still be put in", ({ file, from, to }) => {
  expect(readFileSync(file, "utf8").split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
});
