// Processes as lowering leaves them: flows with jumps back, hidden pcs and locals that live at some rests only, fused and not.
// Guards against the packed evaluator taking a local of one path for that of another, or a dead one for a live one.
// Not here: arbitrary code (random.test.ts), shipped specs (successors.test.ts).
import { describe, expect, it } from "vitest";
import { fuse } from "../../checker/fusion/fuse.ts";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { randomPair } from "../fusion/random-pair.ts";
import { lowered } from "../lower/lockstep.ts";
import { randomProcess } from "../lower/random-process.ts";
import { type Comparison, comparison, textOf } from "./compare.ts";

/** RACESPEC_SEEDS=FROM-TO tries others. */
const [from = 0, to = 5] = process.env.RACESPEC_SEEDS?.split("-").map(Number) ?? [];
const MOST = 80;

function walk(model: SpecModel, { of }: Comparison, name: string): void {
  const seen = new Map<string, StateValue>();
  const meet = (state: StateValue | null): void => {
    if (state !== null && seen.size < MOST) seen.set(textOf(state), state);
  };
  for (const { state, failure } of createStepping(model).initial()) if (failure === null) meet(state);
  // What is met while this goes on is visited too.
  for (const state of seen.values()) {
    const { wrong, all } = of(state);
    expect(wrong, name).toBe(null);
    for (const s of all) if (s.failure === null) meet(s.state);
  }
}

function compareAll(textOfSeed: (seed: number) => string): number {
  let [packed, actions] = [0, 0];
  for (let seed = from; seed < to; seed++) {
    const model = lowered(textOfSeed(seed));
    for (const m of [model, fuse(model).model]) {
      const compared = comparison(m);
      packed += compared.packed.left.filter((why) => why === null).length;
      actions += m.actions.length;
      walk(m, compared, `seed ${seed}`);
    }
  }
  return packed / actions;
}

describe("processes", () => {
  it("of sequential code with loops and procedures", () => {
    expect(compareAll(randomProcess)).toBeGreaterThan(2 / 3);
  }, 60_000);

  it("of two that share what they have", () => {
    expect(compareAll(randomPair)).toBeGreaterThan(0.9);
  }, 60_000);
});
