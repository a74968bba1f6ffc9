// What is known from the textbooks: Peterson's algorithm lets everybody in if its processes are not stopped; a lock starves
// somebody under weak fairness and nobody under strong; who rests, rests for ever; and what ends a decision early.
// Not here: arbitrary graphs (verdicts.test.ts), other specs (refinement.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Fairness, Property, SpecModel } from "../../ir/model.ts";
import type { Outcome, Trace } from "../../ir/outcome.ts";
import * as b from "../checker/builder.ts";
import { counter } from "../checker/specs.ts";
import { fairProcess, lock, peterson } from "./models.ts";

type Kind = Property["kind"];

const lassoOf = (outcome: Outcome): Trace =>
  outcome.kind === "violated" ? outcome.trace : expect.fail(`${outcome.kind} instead of violated`);

describe("Peterson's algorithm", () => {
  it("lets who asks come in where no process stops", async () => {
    expect(await check(peterson([fairProcess("weak", 1, 2, 3, 4)]))).toMatchObject({ kind: "exhausted" });
  });

  it("does not where one may: it rests as soon as it has asked", async () => {
    const outcome = await check(peterson([]));
    expect(outcome).toMatchObject({ kind: "violated", failure: { kind: "property", property: 1 } });
    const { steps, loop, fair } = lassoOf(outcome);
    expect(steps.map((s) => [s.action, ...s.args])).toEqual([[0, 0]]);
    expect({ loop, fair }).toEqual({ loop: 1, fair: undefined });
  });

  it("does not where the one inside may stay there", async () => {
    const { steps, loop, fair } = lassoOf(await check(peterson([fairProcess("weak", 1, 2, 3)])));
    expect(loop).toBe(steps.length);
    expect(steps.at(-1)?.state).toMatchObject({ pc: ["wait", "in"] });
    expect(fair).toEqual([0, 1].map((i) => ({ fairness: 0, args: [i], how: "never", at: null })));
  });
});

describe("a lock", () => {
  it("starves somebody under weak fairness: again and again it is not free", async () => {
    const { initial, steps, loop, fair } = lassoOf(await check(lock("weak")));
    const states = [initial, ...steps.map((s) => s.state)];
    expect(loop).not.toBeNull();
    const round = states.slice(loop ?? 0);
    expect(round.length).toBe(4);
    expect(round.at(-1)).toEqual(round[0]);
    expect(round.every((s) => Array.isArray(s?.at) && s.at[0] === "wants")).toBe(true);
    expect(fair?.map((f) => f.how)).toEqual(["blocked", "taken"]);
    expect(states[fair?.[0]?.at ?? -1]).toMatchObject({ free: false });
  });

  it("starves nobody under strong fairness", async () => {
    expect(await check(lock("strong"))).toMatchObject({ kind: "exhausted" });
  });
});

describe("who may rest", () => {
  const counting = (kind: Kind, holds: (n: Expr) => Expr, ...fairness: Fairness[]): SpecModel => {
    const made = counter(2);
    const n = b.stateOf(made.state)("n");
    return { ...made, fairness, properties: [b.property(kind, "p", holds(n))] };
  };
  const fair = fairProcess("weak", 0);

  it("rests for ever where it ends", async () => {
    const { steps, loop } = lassoOf(await check(counting("eventuallyAlways", (n) => b.binary(n, "<", b.lit(2)))));
    expect({ steps: steps.length, loop }).toEqual({ steps: 2, loop: 2 });
    const strict = await check(counting("eventuallyAlways", (n) => b.binary(n, "<", b.lit(2)), fair));
    expect(lassoOf(strict)).toMatchObject({ loop: 2, fair: [{ how: "never" }] });
  });

  it("may rest at once where nothing is fair, and goes on where something is", async () => {
    const there = (n: Expr): Expr => b.eq(n, b.lit(2));
    expect(lassoOf(await check(counting("eventually", there)))).toMatchObject({ steps: [], loop: 0 });
    for (const kind of ["eventually", "infinitelyOften", "eventuallyAlways"] as const)
      expect(await check(counting(kind, there, fair))).toMatchObject({ kind: "exhausted", distinct: 3 });
  });

  it("has what it needs where the property is true at once", async () => {
    const zero = (n: Expr): Expr => b.eq(n, b.lit(0));
    expect(await check(counting("eventually", zero))).toMatchObject({ kind: "exhausted" });
    expect(lassoOf(await check(counting("infinitelyOften", zero, fair)))).toMatchObject({ loop: 2 });
  });
});

describe("a decision", () => {
  it("is not asked for where the search finds a failure", async () => {
    const made = peterson([]);
    const never = b.property("invariant", "never", b.lit(false));
    expect(await check({ ...made, properties: [...made.properties, never] })).toMatchObject({
      kind: "violated",
      failure: { kind: "property", property: 2 },
    });
  });

  it("is given up where the time is over or somebody has had enough", async () => {
    for (const limit of ["seconds", "interrupted", "memory"] as const)
      expect(await check(peterson([]), { shouldStop: () => limit })).toMatchObject({
        kind: "bounded",
        limit,
        frontier: 0,
      });
  });

  it("tells of properties in order of declaration", async () => {
    const made = peterson([]);
    const [exclusive, comesIn] = made.properties as [Property, Property];
    const fine = b.property("eventually", "fine", b.lit(true));
    expect(await check({ ...made, properties: [exclusive, fine, comesIn, comesIn] })).toMatchObject({
      failure: { property: 2 },
    });
  });

  it("is easy where there is no state", async () => {
    const made = counter(2);
    const empty = { ...made, init: b.body(b.block(b.when(b.lit(false)), b.give(b.lit(0)))) };
    const never = b.property("eventually", "never", b.lit(false));
    expect(await check({ ...empty, properties: [never] })).toMatchObject({ kind: "exhausted", distinct: 0 });
  });

  it("ends at a state in which the property cannot be said", async () => {
    const made = counter(2);
    const n = b.stateOf(made.state)("n");
    const half = b.property("eventually", "half", b.eq(b.binary(n, "/", b.lit(2)), b.lit(7)));
    const outcome = await check({ ...made, properties: [half] });
    expect(outcome).toMatchObject({ kind: "violated", failure: { kind: "range" }, trace: { loop: null } });
    expect(lassoOf(outcome).steps).toHaveLength(1);
  });
});
