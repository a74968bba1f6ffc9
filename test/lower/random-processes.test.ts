// Random sequential code, lowered and as the generator it is, walked side by side. Guards against what nobody thought of:
// combinations of loops, jumps, procedures and locals across yields. RACESPEC_SEEDS=FROM-TO tries more of them.
// Not here: each shape by itself (against-generators.test.ts).
import { expect, it } from "vitest";
import { inLockstep } from "./lockstep.ts";
import { randomProcess } from "./random-process.ts";

const [from = 0, to = 12] = process.env.RACESPEC_SEEDS?.split("-").map(Number) ?? [];
const seeds = Array.from({ length: to - from }, (_, i) => from + i);

it.each(seeds)("seed %i", (seed) => {
  const text = randomProcess(seed);
  expect(() => inLockstep(text, 100, 8), text).not.toThrow();
});
