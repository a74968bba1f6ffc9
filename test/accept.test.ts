// Specs as newcomers and users of TLA+ write them, each over one part of the language: they compile without a word, and their
// next states are those that the same text has as JavaScript. Guards against refusing what docs/language.md allows, and
// against binding it to something else.
// Not here: what is refused (reject.test.ts), the shipped specs (differential.test.ts).
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openFile } from "./as-javascript/load.ts";
import { compiled, openSpec } from "./compiled.ts";
import { compareNextStates } from "./differential/next-states.ts";

const cases = "test/cases/accept";

describe.each(readdirSync(cases).sort())("%s", (name) => {
  it("means what JavaScript says", () => {
    const path = `${cases}/${name}/spec.race.ts`;
    const spec = openSpec(path);
    const running = openFile(path);
    for (const model of spec.models) {
      const { steps, disagreements } = compareNextStates(compiled(spec, model.name), running.load(model.name), 150);
      expect(disagreements, model.name).toEqual([]);
      expect(steps).toBeGreaterThan(0);
    }
  });
});
