// What a whole run comes to: counts as TLC's, which failure is reported, how far a failing or limited run counts.
// Numbers of two-phase commit are published with TLC and in engine.md.
// Not here: single steps (steps.test.ts), symmetry and traces against the reference (laws.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Limit, Outcome, Progress } from "../../ir/outcome.ts";
import * as b from "./builder.ts";
import { brokenLock, counter, twoPhase } from "./specs.ts";

const state = b.record({ n: b.int(0, 9), m: b.int(0, 2) });
const s = b.stateOf(state);
const next = b.stateOf(state, "next");
const n = s("n");
const up = b.action("up", [], b.block(b.when(b.binary(n, "<", b.lit(9))), b.run(b.update(n, "++"))));
const property = (kind: Parameters<typeof b.property>[0], value: Parameters<typeof b.property>[2]) =>
  b.property(kind, "p", value);

/** Counts n up from 0 unless the parts say otherwise. */
const counting = (parts: Partial<b.Parts>): SpecModel =>
  b.model({
    state,
    init: b.make(state, { n: b.lit(0), m: b.lit(0) }),
    actions: [up],
    assertions: ["no", "never"],
    ...parts,
  });

const lengthOf = (o: Outcome): number | null =>
  o.kind === "violated" || o.kind === "deadlocked" ? o.trace.steps.length : null;

describe("counts", () => {
  it("are those of TLC for two-phase commit", async () => {
    expect(await check(twoPhase(3))).toMatchObject({
      kind: "exhausted",
      distinct: 288,
      generated: 1146,
      depth: 11,
      frontier: 0,
    });
  });

  it("go level by level", async () => {
    expect(await check(counter(3))).toMatchObject({ kind: "exhausted", distinct: 4, generated: 4, depth: 4 });
  });

  it("have one initial state per choice, duplicates among the generated", async () => {
    const init = b.make(state, { n: b.pickOne(b.int(0, 9), ...[9, 9, 8].map(b.lit)), m: b.lit(0) });
    expect(await check(counting({ init }))).toMatchObject({ distinct: 2, generated: 4, depth: 1 });
  });

  it("have one successor per value of an unused parameter and of an unused choice", async () => {
    const idle = b.action("idle", [b.int(1, 3)], b.run(b.pick(b.BOOL)));
    expect(await check(counting({ actions: [idle] }))).toMatchObject({ distinct: 1, generated: 7, depth: 1 });
  });

  it("leave out of distinct what a constraint excludes, check it all the same, and do not go on from there", async () => {
    const constraint = b.body(b.give(b.binary(n, "<", b.lit(3))));
    expect(await check(counting({ options: { constraint } }))).toMatchObject({
      kind: "exhausted",
      distinct: 3,
      generated: 4,
      depth: 3,
    });
    const below = property("invariant", b.binary(n, "<", b.lit(3)));
    const outcome = await check(counting({ options: { constraint }, properties: [below] }));
    expect(outcome).toMatchObject({
      kind: "violated",
      failure: { kind: "property", property: 0 },
      distinct: 3,
      generated: 4,
      depth: 3,
    });
    expect(lengthOf(outcome)).toBe(3);
  });

  it("hold for a domain with nobody in it", async () => {
    const nobody = b.action("act", [b.id(0, "Nobody", 0)], b.block());
    expect(await check(counting({ ids: [{ name: "Nobody", size: 0 }], actions: [nobody] }))).toMatchObject({
      kind: "exhausted",
      distinct: 1,
      generated: 1,
      depth: 1,
    });
  });

  it("are nothing where no initial state satisfies the guards", async () => {
    expect(await check(counting({ init: b.block(b.when(b.lit(false)), b.give(b.lit(0))) }))).toMatchObject({
      kind: "exhausted",
      distinct: 0,
      generated: 0,
      depth: 0,
    });
  });
});

describe("a failing run", () => {
  it("finishes the level in which it fails", async () => {
    const wide = b.action("wide", [], b.put(s("m"), b.pick(b.int(0, 2))));
    const fails = b.action("fails", [], b.block(b.when(b.eq(n, b.lit(1))), b.thrown(0)));
    const outcome = await check(counting({ actions: [up, fails, wide] }));
    // Levels 1, 3, 5: (0,0); (1,0) (0,1) (0,2); (2,0) (1,1) (1,2). The failing step has no state to count.
    expect(outcome).toMatchObject({
      kind: "violated",
      failure: { kind: "assertion", assertion: 0 },
      distinct: 7,
      generated: 1 + 4 + 3 * 4,
      depth: 3,
      frontier: 3,
    });
    expect(lengthOf(outcome)).toBe(2);
  });

  it("ends a trace by the failing step: without a state, with the state that left its range, with the broken state", async () => {
    const last = async (parts: Partial<b.Parts>) => {
      const outcome = await check(counting(parts));
      return outcome.kind === "violated"
        ? { failure: outcome.failure, steps: outcome.trace.steps }
        : expect.fail(outcome.kind);
    };
    const assertion = b.action("a", [b.int(4, 5)], b.assert(b.not(b.eq(b.local(0, b.int(4, 5)), b.lit(5))), 1));
    expect(await last({ actions: [assertion] })).toEqual({
      failure: { kind: "assertion", assertion: 1 },
      steps: [{ action: 0, args: [5], state: null }],
    });
    const range = b.action("r", [], b.put(s("m"), b.lit(3)));
    expect(await last({ actions: [range] })).toEqual({
      failure: { kind: "range", path: "State.m", message: "3 is outside Int<0, 2>", at: null },
      steps: [{ action: 0, args: [], state: { n: 0, m: 3 } }],
    });
    expect(await last({ properties: [property("invariant", b.eq(n, b.lit(0)))] })).toEqual({
      failure: { kind: "property", property: 0 },
      steps: [{ action: 0, args: [], state: { n: 1, m: 0 } }],
    });
  });

  it("may fail before the first step", async () => {
    const broken = counting({ properties: [property("invariant", b.eq(n, b.lit(1)))] });
    expect(await check(broken)).toMatchObject({
      kind: "violated",
      distinct: 1,
      generated: 1,
      depth: 1,
      trace: { initial: { n: 0, m: 0 }, steps: [] },
    });
    const asserts = counting({ init: b.block(b.thrown(0), b.give(b.lit(0))) });
    expect(await check(asserts)).toMatchObject({
      kind: "violated",
      distinct: 0,
      generated: 0,
      depth: 0,
      trace: { initial: {}, steps: [] },
    });
    const stray = counting({ init: b.make(state, { n: b.lit(0), m: b.lit(7) }) });
    expect(await check(stray)).toMatchObject({
      kind: "violated",
      failure: { kind: "range", path: "State.m" },
      trace: { initial: { n: 0, m: 7 }, steps: [] },
    });
  });

  it("checks step invariants on every step, also on those to states that are known", async () => {
    const back = b.action("back", [], b.put(n, b.lit(0)));
    const grows = property("stepInvariant", b.binary(next("n"), ">=", n));
    const outcome = await check(counting({ actions: [up, back], properties: [grows] }));
    expect(outcome).toMatchObject({ kind: "violated", trace: { steps: [{ action: 0 }, { action: 1 }] } });
  });

  it("says so where a property cannot be evaluated", async () => {
    const divides = property("invariant", b.eq(b.binary(b.lit(6), "%", n), b.lit(0)));
    expect(await check(counting({ properties: [divides] }))).toMatchObject({
      kind: "violated",
      failure: { kind: "range", path: "6 % State.n" },
    });
  });
});

describe("the failure that is reported", () => {
  const below = (limit: number) => property("invariant", b.binary(n, "<", b.lit(limit)));
  const asserts = (limit: number) => b.action("asserts", [], b.assert(b.binary(n, "<", b.lit(limit)), 0));
  const strays = (limit: number) =>
    b.action("strays", [], b.if_(b.eq(n, b.lit(limit)), b.put(s("m"), b.lit(9)), b.run(b.update(n, "++"))));

  it("is the nearest", async () => {
    expect(await check(counting({ actions: [up, asserts(3)], properties: [below(3)] }))).toMatchObject({
      failure: { kind: "property" },
    });
    expect(await check(counting({ actions: [up, asserts(2)], properties: [below(4)] }))).toMatchObject({
      failure: { kind: "assertion" },
    });
  });

  it("is among equally near ones an assertion, then a range error, then the property declared first, then a deadlock", async () => {
    const properties = [below(9), below(3), below(3)];
    expect(await check(counting({ actions: [strays(2), asserts(2)], properties }))).toMatchObject({
      failure: { kind: "assertion" },
    });
    expect(await check(counting({ actions: [strays(2), up], properties }))).toMatchObject({
      failure: { kind: "range" },
    });
    expect(await check(counting({ properties }))).toMatchObject({ failure: { kind: "property", property: 1 } });
    const stops = b.action("stops", [], b.block(b.when(b.binary(n, "<", b.lit(3))), b.run(b.update(n, "++"))));
    expect(await check(counting({ actions: [stops], properties, options: { deadlock: "fail" } }))).toMatchObject({
      failure: { kind: "property", property: 1 },
    });
  });
});

describe("a deadlock", () => {
  it("is a state without steps, unless it is ignored or counts as termination", async () => {
    const stuck = await check(counter(3, "fail"));
    expect(stuck).toMatchObject({ kind: "deadlocked", distinct: 4, generated: 4, depth: 4 });
    expect(lengthOf(stuck)).toBe(3);
    expect(await check(counter(3))).toMatchObject({ kind: "exhausted" });
    const ended = counting({ options: { deadlock: "fail" }, terminated: b.eq(n, b.lit(9)) });
    expect(await check(ended)).toMatchObject({ kind: "exhausted" });
  });

  it("is not where a step changes nothing, or fails", async () => {
    const idle = b.action("idle", [], b.block());
    expect(await check(counting({ actions: [up, idle], options: { deadlock: "fail" } }))).toMatchObject({
      kind: "exhausted",
    });
    const fails = b.action("fails", [], b.assert(b.lit(false), 0));
    expect(await check(counting({ actions: [fails], options: { deadlock: "fail" } }))).toMatchObject({
      kind: "violated",
    });
  });

  it("is nearer than a failing step out of its level", async () => {
    const fork = b.action("fork", [], b.block(b.when(b.eq(n, b.lit(0))), b.put(n, b.pick(b.int(1, 2)))));
    const fails = b.action("fails", [], b.block(b.when(b.eq(n, b.lit(2))), b.thrown(0)));
    const outcome = await check(counting({ actions: [fork, fails], options: { deadlock: "fail" } }));
    expect(outcome).toMatchObject({ kind: "deadlocked", trace: { steps: [{ state: { n: 1 } }] } });
  });
});

describe("a reachable", () => {
  it("has a shortest witness, also beside a failure", async () => {
    const found = await check(
      counting({ properties: [property("reachable", b.eq(n, b.lit(4))), property("reachable", b.eq(n, b.lit(0)))] }),
    );
    expect(found.kind).toBe("exhausted");
    expect(found.witnesses.map((w) => [w.property, w.trace.steps.length])).toEqual([
      [0, 4],
      [1, 0],
    ]);
    const lock = await check(brokenLock(2));
    expect(lock).toMatchObject({ kind: "violated", failure: { kind: "property", property: 1 } });
    expect(lock.witnesses.map((w) => w.trace.steps.length)).toEqual([3]);
  });

  it("that no state satisfies is what the run comes to, once there is nothing worse", async () => {
    const properties = [
      property("reachable", b.eq(n, b.lit(1))),
      property("reachable", b.eq(s("m"), b.lit(1))),
      property("reachable", b.lit(false)),
    ];
    expect(await check(counting({ properties }))).toMatchObject({
      kind: "unreachable",
      property: 1,
      distinct: 10,
      witnesses: [{ property: 0 }],
    });
    const withInvariant = [...properties, property("invariant", b.binary(n, "<", b.lit(5)))];
    expect(await check(counting({ properties: withInvariant }))).toMatchObject({ kind: "violated" });
  });
});

describe("a limited run", () => {
  it("reports its last complete level, the same for every limit within a level", async () => {
    const outcomes = await Promise.all([288, 66, 29, 28, 0].map((maxStates) => check(twoPhase(3), { maxStates })));
    expect(outcomes.map((o) => [o.kind, o.distinct, o.generated, o.depth, o.frontier])).toEqual([
      ["exhausted", 288, 1146, 11, 0],
      ["bounded", 29, 50, 3, 21],
      ["bounded", 29, 50, 3, 21],
      ["bounded", 8, 8, 2, 7],
      ["bounded", 0, 0, 0, 0],
    ]);
    expect(outcomes[1]).toMatchObject({ limit: "states" });
  });

  it("stops where the host says, and tells it how far it is", async () => {
    let breaths = 0;
    const progress: Progress[] = [];
    const stopAfter = (limit: Limit) =>
      check(twoPhase(5), {
        shouldStop: () => (breaths++ >= 3 ? limit : null),
        onProgress: (p) => progress.push(p),
        breathe: () => Promise.resolve(),
      });
    expect(await stopAfter("interrupted")).toMatchObject({ kind: "bounded", limit: "interrupted" });
    expect(progress.length).toBe(4);
    expect(progress.at(-1)?.generated).toBeGreaterThan(progress[0]?.generated ?? Number.POSITIVE_INFINITY);
    breaths = 0;
    expect(await stopAfter("seconds")).toMatchObject({ kind: "bounded", limit: "seconds" });
  });

  it("tells of a failure that it found before its time was over", async () => {
    const fails = b.action("fails", [], b.block(b.when(b.eq(n, b.lit(0))), b.thrown(0)));
    const slow = b.action("slow", [b.int(0, 9999)], b.put(s("m"), b.lit(1)));
    const stopAtOnce = (limit: Limit) => check(counting({ actions: [fails, slow] }), { shouldStop: () => limit });
    expect(await stopAtOnce("seconds")).toMatchObject({
      kind: "violated",
      failure: { kind: "assertion" },
      distinct: 1,
      generated: 1,
      depth: 1,
    });
    expect(await stopAtOnce("interrupted")).toMatchObject({ kind: "bounded", limit: "interrupted" });
  });

  it("asks the host however small the levels are", async () => {
    let asked = 0;
    const outcome = await check(counter(100_000), { shouldStop: () => (asked++ > 2 ? "seconds" : null) });
    expect(outcome).toMatchObject({ kind: "bounded", frontier: 1 });
    expect(outcome.distinct).toBeLessThan(10_000);
  });

  it("can stop among initial states, however many are pruned", async () => {
    const init = b.block(b.let_(0, b.pick(b.int(0, 999_999_999))), b.when(b.lit(false)), b.give(b.lit(0)));
    const model = counting({ init, initSlots: [b.int(0, 999_999_999)] });
    let asked = 0;
    const outcome = await check(model, { shouldStop: () => (asked++ > 0 ? "seconds" : null) });
    expect(outcome).toMatchObject({ kind: "bounded", distinct: 0, generated: 0, depth: 0 });
  });
});

describe("speed", () => {
  it("is far above what a spec of a race needs", async () => {
    const began = performance.now();
    const { generated } = await check(twoPhase(6));
    expect(generated).toBe(402_306);
    // A tenth of what a quiet machine does: a run beside others must not fail.
    expect(generated / (performance.now() - began)).toBeGreaterThan(40);
  });
});
