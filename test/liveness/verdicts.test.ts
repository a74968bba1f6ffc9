// The verdicts on arbitrary small graphs are those of somebody who looks at every set of states that could be visited again and
// again; every lasso is a fair behaviour that breaks the property. Guards against mistakes in parts, conditions, ways and loops.
import fc from "fast-check";
import { expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { faultOf, isBroken } from "./by-subsets.ts";
import { graphs, modelOf, oneActionOf, type RandomGraph } from "./random-graphs.ts";

it("are right, and lassos are", async () => {
  let broken = 0;
  let kept = 0;
  let rounds = 0;
  const law = async (g: RandomGraph): Promise<void> => {
    const outcome = await check(modelOf(g));
    if (!isBroken(g)) {
      kept++;
      expect(outcome.kind).toBe("exhausted");
      return;
    }
    broken++;
    if (outcome.kind !== "violated") expect.fail(`${outcome.kind} instead of violated`);
    expect(outcome.failure).toEqual({ kind: "property", property: 0 });
    expect(faultOf(g, outcome.trace)).toBeNull();
    if (outcome.trace.steps.length > (outcome.trace.loop ?? 0)) rounds++;
  };
  await fc.assert(fc.asyncProperty(graphs, law), { numRuns: 1500 });
  // Nothing is learnt from graphs of which all are alike.
  expect(Math.min(broken, kept)).toBeGreaterThan(150);
  expect(rounds).toBeGreaterThan(50);
});

it("are right where each instance of an action is fair", async () => {
  let broken = 0;
  const law = async (g: RandomGraph, kind: "weak" | "strong"): Promise<void> => {
    const outcome = await check(oneActionOf(g, kind));
    const same = { ...g, fairness: g.actions.map((_, a) => ({ strong: kind === "strong", of: 1 << a })) };
    expect(outcome.kind).toBe(isBroken(same) ? "violated" : "exhausted");
    if (outcome.kind !== "violated") return;
    broken++;
    const steps = outcome.trace.steps.map((s) => ({ ...s, action: Number(s.args[0]) }));
    expect(faultOf(same, { ...outcome.trace, steps })).toBeNull();
    expect(outcome.trace.fair).toHaveLength(g.actions.length);
  };
  await fc.assert(fc.asyncProperty(graphs, fc.constantFrom("weak" as const, "strong" as const), law), { numRuns: 500 });
  expect(broken).toBeGreaterThan(50);
});
