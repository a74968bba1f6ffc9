// Counts that other checkers gave (rumur, Spin), and laws of counting, against specs written in both manners.
// Guards against faults that all of our own evaluators share: what a step is, what counts as generated, what a level is.
// Not here: counts that TLC found (tla-examples.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../checker/index.ts";
import { compiled, openSpec } from "./compiled.ts";

const countsOf = async (path: string, model: string, symmetry = true) => {
  const outcome = await check(compiled(openSpec(path), model), { symmetry });
  const { kind, distinct, generated, depth } = outcome;
  return { kind, distinct, generated, depth };
};

interface Counted {
  readonly spec: string;
  readonly model: string;
  readonly distinct: number;
  /** Rules that fired, which leaves out the initial state; states up to a symmetry. */
  readonly rules: number;
  readonly orbits: number;
}

/** The same steps in Murphi, counted by rumur: without symmetry, and exhaustively with it. */
const counted: readonly Counted[] = [
  { spec: "mcs-lock", model: "three", distinct: 1_674, rules: 4_332, orbits: 297 },
  { spec: "bounded-buffer", model: "m", distinct: 1_438, rules: 2_030, orbits: 408 },
  { spec: "grace-period", model: "m", distinct: 926, rules: 3_138, orbits: 135 },
  { spec: "sleeping-barber", model: "m", distinct: 138, rules: 361, orbits: 13 },
  { spec: "gossip", model: "m", distinct: 1_568, rules: 7_872, orbits: 274 },
  { spec: "filter-lock", model: "three", distinct: 894, rules: 2_196, orbits: 174 },
  { spec: "filter-lock", model: "four", distinct: 18_165, rules: 54_064, orbits: 969 },
  { spec: "philosophers-with-tickets", model: "m", distinct: 259, rules: 603, orbits: 14 },
  { spec: "lock-messages", model: "m", distinct: 4_296, rules: 8_720, orbits: 1_096 },
];

/** Kind of failure and least number of steps, from rumur's and Spin's breadth-first searches. */
const failing = [
  { spec: "mcs-lock", model: "hasty", kind: "violated", steps: 7 },
  { spec: "grace-period", model: "hasty", kind: "violated", steps: 8 },
  { spec: "filter-lock", model: "unfair", kind: "violated", steps: 14 },
  { spec: "lost-wakeup", model: "m", kind: "deadlocked", steps: 8 },
  { spec: "lost-wakeup", model: "m31", kind: "deadlocked", steps: 9 },
  { spec: "lost-wakeup", model: "m23", kind: "deadlocked", steps: 9 },
  { spec: "lossy-channel", model: "bad", kind: "violated", steps: 11 },
  { spec: "seqlock", model: "same", kind: "violated", steps: 6 },
  { spec: "seqlock", model: "even", kind: "violated", steps: 6 },
];

describe("counts of other checkers", () => {
  it.each(counted)("rumur: $spec, $model", async ({ spec, model, distinct, rules, orbits }) => {
    const path = `test/oracle/${spec}.race.ts`;
    expect(await countsOf(path, model, false)).toMatchObject({ kind: "exhausted", distinct, generated: rules + 1 });
    expect(await countsOf(path, model)).toMatchObject({ kind: "exhausted", distinct: orbits });
  });
  it.each([
    { spec: "lossy-channel", model: "good", distinct: 174, depth: 25 },
    { spec: "seqlock", model: "ok", distinct: 5_302, depth: 15 },
  ])("Spin: $spec", async ({ spec, model, ...counts }) => {
    expect(await countsOf(`test/oracle/${spec}.race.ts`, model, false)).toMatchObject({ kind: "exhausted", ...counts });
  });
  it("rumur, which builds the ring first: merging-tokens", async () => {
    const path = "test/oracle/merging-tokens.race.ts";
    expect(await countsOf(path, "three", false)).toMatchObject({ kind: "exhausted", distinct: 1_492 - 16 });
    expect(await countsOf(path, "three")).toMatchObject({ kind: "exhausted", distinct: 252 - 4 });
  });
  it.each(failing)("$spec, $model: $kind after $steps steps", async ({ spec, model, kind, steps }) => {
    const of = compiled(openSpec(`test/oracle/${spec}.race.ts`), model);
    for (const symmetry of [false, true]) {
      const outcome = await check(of, { symmetry });
      expect(outcome.kind).toBe(kind);
      expect("trace" in outcome && outcome.trace.steps.length).toBe(steps);
    }
  });
});

describe("n independent requests", () => {
  const path = "specs/aio-double-completion.race.ts";
  const one = 40;
  it.each([
    { model: "oneIocb", n: 1, orbits: one },
    { model: "twoIocbs", n: 2, orbits: (one * (one + 1)) / 2 },
    { model: "threeIocbs", n: 3, orbits: (one * (one + 1) * (one + 2)) / 6 },
  ])("m states of one give C(m + $n - 1, $n) orbits", async ({ model, orbits }) => {
    expect(await countsOf(path, model)).toMatchObject({ kind: "exhausted", distinct: orbits });
  });
  it("and m^n states without symmetry", async () => {
    expect(await countsOf(path, "twoIocbs", false)).toMatchObject({ kind: "exhausted", distinct: one ** 2 });
  });
});

describe("the example of the language page", () => {
  it("has 1,416 states without symmetry, 736 with it, and fails after 11 steps as reported", async () => {
    const path = "test/oracle/language-page.race.ts";
    expect(await countsOf(path, "patched", false)).toEqual({
      kind: "exhausted",
      distinct: 1_416,
      generated: 3_453,
      depth: 23,
    });
    expect(await countsOf(path, "patched")).toEqual({ kind: "exhausted", distinct: 736, generated: 1_789, depth: 23 });
    const outcome = await check(compiled(openSpec(path), "asReported"), {});
    expect(outcome.kind === "violated" && outcome.trace.steps.length).toBe(11);
  });
});
