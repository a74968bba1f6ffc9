// The first law: a spec means what TypeScript says it means. Guards against a fault in reading, binding or lowering that
// both of our own evaluators would share: every next state of the shipped specs is compared with the spec run as JavaScript.
import { describe, expect, it } from "vitest";
import { openFile } from "./as-javascript/load.ts";
import { compiled, openSpec, shippedSpecs } from "./compiled.ts";
import { compareNextStates } from "./differential/next-states.ts";

/** States expanded per model, in breadth-first order; RACESPEC_STATES=1000000 compares them all. */
const limit = Number(process.env.RACESPEC_STATES ?? 40);

describe.each(shippedSpecs)("%s", (path) => {
  it(
    "has the next states that JavaScript gives, in every model",
    () => {
      const spec = openSpec(path);
      const running = openFile(path);
      expect(running.models).toEqual(spec.models.map((m) => m.name));
      for (const { name } of spec.models) {
        const { states, steps, disagreements } = compareNextStates(compiled(spec, name), running.load(name), limit);
        expect(disagreements, `${name} after ${states} states`).toEqual([]);
        expect(steps).toBeGreaterThan(0);
      }
    },
    Math.max(120_000, limit * 1_000),
  );
});
