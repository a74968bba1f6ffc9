// What a reader of the shipped specs may rely on in every model: symmetry is on for every Id unless the model itself turns it
// off, and a witness shows something.
// Not here: verdicts, which every model expects for itself; what a step means (differential.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../checker/index.ts";
import { symmetryNotes } from "../report/symmetry-notes.ts";
import { compiled, openSpec, shippedSpecs } from "./compiled.ts";

describe.each(shippedSpecs)("%s", (path) => {
  const spec = openSpec(path);
  const models = spec.models.map(({ name }) => compiled(spec, name));

  it("has symmetry on for every Id, or says that it has not", () => {
    for (const model of models.filter((m) => m.options.symmetry === "auto"))
      expect(symmetryNotes(model), model.name).toEqual([]);
  });

  it("has no witness that is there before the first step", async () => {
    for (const model of models) {
      const { witnesses } = await check(model, { maxStates: 200 });
      const atOnce = witnesses.filter(({ trace }) => trace.steps.length === 0);
      expect(
        atOnce.map(({ property }) => model.properties[property]?.name),
        model.name,
      ).toEqual([]);
    }
  });
});
