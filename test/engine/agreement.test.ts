// The generated engine and the interpreter say the same of every model: verdict, failure, counts, depth, frontier, trace
// and witnesses. Guards against everything that can go wrong between a lowered model and an outcome: layout, emission,
// the seen set, levels, findings, traces without parents.
// Not here: specs of whole files (specs.test.ts), several threads (workers.test.ts), memory (memory.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkByReference } from "../../checker/reference.ts";
import type { SpecModel } from "../../ir/model.ts";
import { boundedModels, models } from "../checker/random-models.ts";
import { brokenLock, counter, twoPhase } from "../checker/specs.ts";
import { agree, generatedly } from "./engines.ts";

const fixed: readonly (readonly [string, SpecModel])[] = [
  ["counter", counter(3)],
  ["counter that deadlocks", counter(70, "fail")],
  ["two-phase commit", twoPhase(3)],
  ["two-phase commit with identities", twoPhase(4, true)],
  ["broken lock of two", brokenLock(2)],
  ["broken lock of three", brokenLock(3)],
  ["broken lock that may deadlock", brokenLock(3, { deadlock: "ignore" })],
];

describe("the generated engine and the interpreter", () => {
  it.each(fixed)("agree on %s, with symmetry and without", async (_, model) => {
    await agree(model);
    await agree(model, { symmetry: false });
  });

  it("agree on arbitrary models", async () => {
    const law = async (model: SpecModel): Promise<void> => {
      await agree(model);
      await agree(model, { symmetry: false });
    };
    await fc.assert(fc.asyncProperty(models, law), { numRuns: 60 });
  });

  it("agree on models that bound their steps, by packed code and by cells alone", async () => {
    const bounded = boundedModels.filter((m) => m.options.stepConstraint !== null && m.options.view === null);
    const law = async (model: SpecModel): Promise<void> => {
      await agree(model);
      await agree(model, { symmetry: false, packed: false });
    };
    await fc.assert(fc.asyncProperty(bounded, law), { numRuns: 60 });
  });

  it("agree on where a limit of states cuts off", async () => {
    for (const maxStates of [1, 7, 30, 100]) await agree(twoPhase(3), { maxStates });
  });
});

it("counts as the reference does", async () => {
  for (const [, model] of fixed) {
    const { kind, distinct, generated, depth } = checkByReference(model);
    expect(await generatedly(model, { symmetry: false })).toMatchObject({ kind, distinct, generated, depth });
  }
});
