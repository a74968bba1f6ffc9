// The generated engine and the interpreter say the same of every spec that ships and of every spec with published counts:
// as far as the interpreter gets in a moment, and a few models of those that have dozens. RACESPEC_STATES=1000000 compares
// all of them to the end.
// Not here: published counts themselves (test/tla-examples.test.ts, test/oracle.test.ts), made-up models (agreement.test.ts).
import { readdirSync } from "node:fs";
import { describe, it } from "vitest";
import { compiled, interpretedTlaExamples, openSpec, shippedSpecs } from "../compiled.ts";
import { agree } from "./engines.ts";

const asked = process.env.RACESPEC_STATES;
const maxStates = Number(asked ?? 400);
/** Models per spec, spread over it. */
const most = asked === undefined ? 6 : Number.POSITIVE_INFINITY;

const oracles = readdirSync("test/oracle")
  .filter((name) => name.endsWith(".race.ts"))
  .sort()
  .map((name) => `test/oracle/${name}`);

describe.each([...shippedSpecs, ...interpretedTlaExamples, ...oracles])("%s", (path) => {
  it(
    "means the same to both engines, with symmetry and without",
    async () => {
      const spec = openSpec(path);
      const step = Math.ceil(spec.models.length / most);
      for (const { name } of spec.models.filter((_, i) => i % Math.max(1, step) === 0)) {
        const model = compiled(spec, name);
        await agree(model, { maxStates });
        await agree(model, { maxStates, symmetry: false });
      }
    },
    Math.max(60_000, maxStates * 10),
  );
});
