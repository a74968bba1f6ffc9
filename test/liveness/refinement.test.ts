// One spec against another: every step mapped is one there or changes nothing. Guards against steps, initial states and values
// that are let through, and against traces that are longer than they need be.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { Expr } from "../../ir/expr.ts";
import * as b from "../checker/builder.ts";
import { half, places, refining, ring } from "./refined-models.ts";

describe("a refinement", () => {
  it("holds of a clock with a finer hand", async () => {
    expect(await check(refining(places(8, [0], ring(8)), places(4, [0], ring(4)), half))).toMatchObject({
      kind: "exhausted",
      distinct: 8,
    });
  });

  it("is broken by a step that the other spec has not, told by its shortest trace", async () => {
    const jumps = [...ring(8).slice(0, 5), [6, 0], ...ring(8).slice(6)];
    const outcome = await check(refining(places(8, [0], jumps), places(4, [0], ring(4)), half));
    expect(outcome).toMatchObject({
      kind: "violated",
      failure: { kind: "property", property: 0, mapped: { before: { at: 2 }, after: { at: 0 }, stray: null } },
      trace: { loop: null },
    });
    expect(outcome.kind === "violated" && outcome.trace.steps.map((s) => s.args)).toEqual([
      [1],
      [2],
      [3],
      [4],
      [5],
      [0],
    ]);
  });

  it("is broken by an initial state that the other spec has not", async () => {
    expect(await check(refining(places(8, [0, 3], ring(8)), places(4, [0], ring(4)), half))).toMatchObject({
      kind: "violated",
      failure: { mapped: { before: null, after: { at: 1 }, stray: null } },
      trace: { initial: { at: 3 }, steps: [], loop: null },
    });
  });

  it("is broken by values that the other spec does not know", async () => {
    const outcome = await check(refining(places(8, [0], ring(8)), places(3, [0], ring(3)), half));
    expect(outcome).toMatchObject({
      kind: "violated",
      failure: { mapped: { before: { at: 2 }, after: { at: 3 }, stray: "State.at: 3 is outside Int<0, 2>" } },
    });
    expect(outcome.kind === "violated" && outcome.trace.steps).toHaveLength(6);
  });

  it("fails as the map does", async () => {
    const map = (at: Expr): Expr => b.binary(at, "/", b.lit(2));
    expect(await check(refining(places(8, [0], ring(8)), places(4, [0], ring(4)), map))).toMatchObject({
      kind: "violated",
      failure: { kind: "range" },
      trace: { steps: [{}], loop: null },
    });
  });
});

it("is decided as somebody does who goes through all pairs", async () => {
  const n = 5;
  const few = fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { maxLength: 2 });
  const relation = fc.array(few, { minLength: n, maxLength: n });
  const many = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 3 }), {
    minLength: n,
    maxLength: n,
  });
  const some = fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 1 });
  const images = fc.array(fc.integer({ min: 0, max: n - 1 }), { minLength: n, maxLength: n });
  const seen = { kept: 0, broken: 0 };
  const law = async ([initial, steps, mapped, theirs, allowed]: readonly [
    number[],
    number[][],
    number[],
    number[],
    number[][],
  ]): Promise<void> => {
    const map = (at: Expr): Expr =>
      mapped.reduceRight<Expr>((rest, image, i) => b.conditional(b.eq(at, b.lit(i)), b.lit(image), rest), b.lit(0));
    const outcome = await check(refining(places(n, initial, steps), places(n, theirs, allowed), map));
    // The nearest wrong thing, level by level.
    let level = [...initial];
    const known = new Set(level);
    let wrong: number | null = level.some((s) => !theirs.includes(mapped[s] ?? -1)) ? 0 : null;
    for (let depth = 1; wrong === null && level.length > 0; depth++) {
      const pairs = level.flatMap((s) => (steps[s] ?? []).map((t) => [s, t] as const));
      const isFine = ([s, t]: readonly [number, number]): boolean =>
        mapped[s] === mapped[t] || (allowed[mapped[s] ?? -1] ?? []).includes(mapped[t] ?? -1);
      if (!pairs.every(isFine)) wrong = depth;
      level = [...new Set(pairs.map(([, t]) => t))].filter((t) => !known.has(t));
      for (const t of level) known.add(t);
    }
    seen[wrong === null ? "kept" : "broken"]++;
    expect(outcome.kind === "violated" ? outcome.trace.steps.length : null).toBe(wrong);
  };
  await fc.assert(fc.asyncProperty(fc.tuple(some, relation, images, some, many), law), { numRuns: 400 });
  expect(Math.min(seen.kept, seen.broken)).toBeGreaterThan(20);
});
