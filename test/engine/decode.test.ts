// Packed states and values are two forms of one thing. Guards against a part of a state that is read where another one
// stands, which no count shows: traces would tell of states that never were.
// Not here: where parts stand (test/layout), the same in generated code (test/cells).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createInterpretEngine } from "../../checker/interpret-engine.ts";
import { search } from "../../checker/search.ts";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import { models } from "../checker/random-models.ts";
import { brokenLock, counter, twoPhase } from "../checker/specs.ts";

async function bothWays(model: SpecModel): Promise<void> {
  const engine = createInterpretEngine(model, false);
  const { depth } = await search(engine, model, {});
  const decoder = createDecoder(layOut(model));
  const packed = new Set<string>();
  let states = 0;
  for (let level = 1; level <= depth; level++) {
    for (const key of engine.level(level)) {
      const state = engine.value(key);
      const words = decoder.words(state);
      expect(decoder.value(words)).toEqual(state);
      packed.add(words.join());
      states++;
    }
  }
  expect(packed.size).toBe(states);
}

describe("a packed state", () => {
  it("is the value that it was made of, and no other state's", async () => {
    for (const model of [counter(5), twoPhase(3), twoPhase(3, true), brokenLock(3)]) await bothWays(model);
  });

  it("so is that of an arbitrary model", async () => {
    await fc.assert(fc.asyncProperty(models, bothWays), { numRuns: 25 });
  });
});
