// Specs under test/cases/engine, every model, by every way to evaluate: interpreter, generated code, its cells alone, two
// threads, with symmetry and without. Guards against constructs that no shipped spec has: a record or null was once taken
// for a record always, and a broken spec held.
// Not here: shipped specs (specs.test.ts), made-up models (agreement.test.ts).
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { compiled, openSpec } from "../compiled.ts";
import { generatedly, withWorkers } from "./engines.ts";

const folder = "test/cases/engine";
const maxStates = Number(process.env.RACESPEC_STATES ?? 400);

describe.each(readdirSync(folder).sort())("%s", (name) => {
  it("means the same however it is evaluated", async () => {
    const spec = openSpec(`${folder}/${name}`);
    const isLong = spec.models.length > 20;
    for (const [i, head] of spec.models.entries()) {
      const model = compiled(spec, head.name);
      for (const symmetry of isLong ? [true] : [true, false]) {
        const asked = { maxStates, symmetry };
        const expected = await check(model, asked);
        expect(await generatedly(model, asked), head.name).toEqual(expected);
        if (isLong && i % 4 > 0) continue;
        expect(await generatedly(model, { ...asked, packed: false }), `${head.name}, cells`).toEqual(expected);
        if (i > 0) continue;
        expect(await generatedly(model, asked, withWorkers(2)), `${head.name}, two threads`).toEqual(expected);
      }
    }
  }, 120_000);
});
