// Generated code means what the interpreter means: every step of the first states of every spec that we have, in order, with
// arguments, failures and results, and every property of them. Guards against any fault of layout, packing, images or bodies.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compiled, interpretedTlaExamples, openSpec, shippedSpecs } from "../compiled.ts";
import { walk } from "./walk.ts";

/** States per model; RACESPEC_STATES=1000000 compares them all, and then in every model. */
const limit = Number(process.env.RACESPEC_STATES ?? 40);
const models = process.env.RACESPEC_STATES === undefined ? 2 : Number.POSITIVE_INFINITY;

const oracles = readdirSync("test/oracle")
  .filter((name) => name.endsWith(".race.ts"))
  .sort()
  .map((name) => `test/oracle/${name}`);

describe.each([...shippedSpecs, ...interpretedTlaExamples, ...oracles])("%s", (path) => {
  it("has the steps and judgements that the interpreter gives", () => {
    const spec = openSpec(path);
    for (const { name } of spec.models.slice(0, models)) {
      const { steps, disagreements } = walk(compiled(spec, name), limit);
      expect(disagreements, name).toEqual([]);
      expect(steps, name).toBeGreaterThan(0);
    }
  }, 120_000);
});
