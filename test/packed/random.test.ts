// The packed evaluator against the interpreter on arbitrary code over small domains, in arbitrary states. Guards against paths
// that leak into each other, slots that hold what another path gave them, failures that nobody feared, wrong bits.
// Not here: real specs (successors.test.ts), cases that were found so (finds.test.ts).
import { describe, expect, it } from "vitest";
import { createDice } from "../cells/random-world.ts";
import { comparison } from "./compare.ts";
import { randomModel } from "./random-model.ts";
import { randomState } from "./random-world.ts";

/** RACESPEC_SEEDS=FROM-TO tries others. */
const [from = 0, to = 60] = process.env.RACESPEC_SEEDS?.split("-").map(Number) ?? [];
const STATES = 12;

describe("random code", () => {
  it("has the interpreter's successors, failures and verdicts, and most of it is packed", () => {
    let [actions, packed, attempts, untroubled, judged] = [0, 0, 0, 0, 0];
    for (let seed = from; seed < to; seed++) {
      const model = randomModel(seed);
      const compared = comparison(model);
      actions += model.actions.length;
      packed += compared.packed.left.filter((why) => why === null).length;
      const dice = createDice(seed + 1);
      for (let i = 0; i < STATES; i++) {
        const here = compared.of(randomState(dice, model.state));
        expect(here.wrong, `seed ${seed}`).toBe(null);
        attempts += here.attempts;
        untroubled += here.untroubled;
        if (here.isJudged) judged++;
      }
    }
    // What is left to the cells is compared with nothing here.
    expect(packed / actions).toBeGreaterThan(1 / 2);
    expect(untroubled / attempts).toBeGreaterThan(2 / 3);
    expect(judged).toBeGreaterThan((to - from) / 4);
  }, 60_000);
});
