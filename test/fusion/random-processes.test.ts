// Guards against a fused step that hides what two processes can do to each other: random code in which assertions, waits,
// blocked picks, ranges that are left and labels that others look at stand anywhere.
// Not here: steps fused by hand-picked reasons (adversarial.test.ts).
import { describe, expect, it } from "vitest";
import { lowered } from "../lower/lockstep.ts";
import { randomPair } from "./random-pair.ts";
import { sameVerdict } from "./same-verdict.ts";

describe("random processes side by side", () => {
  const seeds = Array.from({ length: 4 }, (_, i) => i);
  it.each(seeds)("have the same verdict with their steps fused, seeds from %i00", async (block) => {
    let fused = 0;
    for (let seed = 0; seed < 12; seed++) {
      const source = randomPair(block * 100 + seed);
      const { before, after } = await sameVerdict(lowered(source));
      if (after < before) fused++;
    }
    expect(fused).toBeGreaterThan(0);
  });
});
