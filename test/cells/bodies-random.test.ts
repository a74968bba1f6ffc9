// Guards against code that means something else in WebAssembly than in the interpreter: order of evaluation, effects in operands,
// aliases, values that are not of their static type, failures, choices. Arbitrary bodies, the first steps of each compared.
// Not here: single cases with their expected values (test/checker/expressions.test.ts, steps.test.ts, bodies-numbers.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellRecord, toCell, toValue } from "../../checker/interpret/cell.ts";
import { createInterpreter } from "../../checker/interpret/interpreter.ts";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { createGenerated, told, toldJudgement } from "./generated.ts";
import { randomModel } from "./random-statements.ts";

const MOST_STEPS = 40;

/** Null where very many attempts are blocked in a row. */
function firstSteps(model: SpecModel, state: StateValue): readonly object[] | null {
  const interpreter = createInterpreter(model);
  interpreter.load(toCell(model.state, state) as CellRecord);
  const steps: object[] = [];
  for (const step of interpreter.steps()) {
    if (step === null) return null;
    const value = step.failure === null ? (toValue(model.state, interpreter.state()) as StateValue) : null;
    steps.push(told({ action: step.action, args: [], state: value, failure: step.failure ?? interpreter.stray() }));
    if (steps.length === MOST_STEPS) break;
  }
  return steps;
}

function some<T>(from: Iterable<T>, most: number): T[] {
  const taken: T[] = [];
  for (const x of from) {
    taken.push(x);
    if (taken.length === most) break;
  }
  return taken;
}

describe("arbitrary bodies", () => {
  it("do what the interpreter does", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const model = randomModel(seed);
        const interpreted = createStepping(model);
        const [first] = some(interpreted.initial(), 1);
        const state = first?.state ?? expect.fail("no initial state");
        const expected = firstSteps(model, state);
        fc.pre(expected !== null);
        const generated = createGenerated(model);
        expect(some(generated.steps(state), MOST_STEPS).map(told)).toEqual(expected);
        expect(toldJudgement(generated.holds(0, state))).toEqual(toldJudgement(interpreted.holds(0, state)));
      }),
      { seed: 20261120, numRuns: 80 },
    );
  }, 120_000);
});
