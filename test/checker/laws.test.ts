// Laws that hold of every model: the search and the reference agree to the last state of every trace; symmetry changes
// counts and nothing else; representatives stand for whole orbits. They guard what no example shows: an order that
// differs between two ways to the same answer.
// Not here: keys of states (codec.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { createInterpretEngine } from "../../checker/interpret-engine.ts";
import { permutations, permute } from "../../checker/permutation.ts";
import { checkByReference } from "../../checker/reference.ts";
import { search } from "../../checker/search.ts";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, Outcome, StateValue, Trace } from "../../ir/outcome.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import type { Value } from "../../ir/value.ts";
import { actorsOf, everyShortestTrace, switchesIn } from "./every-shortest-trace.ts";
import { boundedModels, models } from "./random-models.ts";
import { richModels } from "./rich-models.ts";
import { brokenLock, counter, twoPhase } from "./specs.ts";

const RUNS = { numRuns: 40 };
const fixed: readonly SpecModel[] = [counter(3, "fail"), twoPhase(3), twoPhase(3, true), brokenLock(2), brokenLock(3)];

/** Checks a law on the fixed models and on arbitrary ones. */
const onModels = async (law: (model: SpecModel) => Promise<void>, arbitrary = models): Promise<void> => {
  for (const model of fixed) await law(model);
  await fc.assert(fc.asyncProperty(arbitrary, law), RUNS);
};

const textOf = (v: Value): string => JSON.stringify(v, (_, x) => (x === undefined ? { isUndefined: true } : x));

const traceOf = (outcome: Outcome): Trace | null =>
  outcome.kind === "violated" || outcome.kind === "deadlocked" ? outcome.trace : null;

/** What must not depend on symmetry. */
const verdictOf = ({ distinct, generated, frontier, symmetry, ...rest }: Outcome): unknown => rest;

/** What the search and the reference must agree on: they choose differently among equally short traces. */
function inShort(outcome: Outcome): unknown {
  const { kind, distinct, generated, depth, frontier, witnesses } = outcome;
  const failure = outcome.kind === "violated" ? outcome.failure : null;
  return {
    ...{ kind, distinct, generated, depth, frontier },
    failure: failure?.kind === "property" ? failure : failure?.kind,
    steps: traceOf(outcome)?.steps.length,
    witnesses: witnesses.map((w) => [w.property, w.trace.steps.length]),
  };
}

describe("the search and the reference", () => {
  it("come to the same outcome without symmetry", async () => {
    await onModels(async (model) => {
      expect(inShort(await check(model, { symmetry: false }))).toEqual(inShort(checkByReference(model)));
    });
  });

  it("also where steps are refused and where a view takes states for one", async () => {
    await onModels(async (model) => {
      expect(inShort(await check(model, { symmetry: false }))).toEqual(inShort(checkByReference(model)));
    }, boundedModels);
  });

  it("also where states hold sets of records, maps and bags", async () => {
    await onModels(async (model) => {
      expect(inShort(await check(model, { symmetry: false }))).toEqual(inShort(checkByReference(model)));
      expect(verdictOf(await check(model))).toEqual(verdictOf(await check(model, { symmetry: false })));
    }, richModels);
  });

  it("and symmetry changes counts and nothing else, traces and witnesses included", async () => {
    await onModels(async (model) => {
      expect(verdictOf(await check(model))).toEqual(verdictOf(await check(model, { symmetry: false })));
    });
  });
});

describe("a trace", () => {
  const isReal = async (model: SpecModel): Promise<void> => {
    const outcome = await check(model);
    const stepping = createStepping(model);
    for (const trace of [traceOf(outcome), ...outcome.witnesses.map((w) => w.trace)]) {
      if (trace === null) continue;
      let state: StateValue | null = trace.initial;
      expect([...stepping.initial()].map((s) => s.state)).toContainEqual(state);
      for (const [i, step] of trace.steps.entries()) {
        if (state === null) expect.fail("a step after the failing one");
        const alike = stepping.successors(state).map(({ action, args, state: to }) => ({ action, args, state: to }));
        expect(alike).toContainEqual(step);
        // What is refused is looked at, and not gone on from.
        if (i < trace.steps.length - 1 && step.state !== null) expect(stepping.isAllowed(state, step.state)).toBe(true);
        state = step.state;
      }
    }
  };

  it("is made of steps that there are", () => onModels(isReal));
  it("and that are allowed, under a view as well", () => onModels(isReal, boundedModels));
});

describe("among the shortest traces", () => {
  it("the first of those with the fewest context switches is told", async () => {
    let compared = 0;
    await onModels(async (model) => {
      const outcome = await check(model);
      const told = traceOf(outcome);
      if (told === null || told.steps.length === 0 || (told.steps.length === 1 && told.steps[0]?.state === null))
        return;
      const failure: Failure = outcome.kind === "violated" ? outcome.failure : { kind: "deadlock" };
      const all = everyShortestTrace(model, failure, told.steps.length, 3000);
      if (all === null) return;
      const costs = all.map(({ steps }) => switchesIn(actorsOf(model, steps)));
      const best = all[costs.indexOf(Math.min(...costs))];
      expect({ initial: told.initial, steps: told.steps }).toEqual(best);
      compared++;
    });
    expect(compared).toBeGreaterThan(5);
  });
});

describe("symmetry", () => {
  /** All that permutations make of a value. */
  const orbit = (model: SpecModel, state: StateValue): ReadonlySet<string> =>
    new Set([...permutations(model.idSets, symmetrySets(model))].map((p) => textOf(permute(model.state, state, p))));

  it.each([
    ["each level", models],
    ["each level of sets of records, maps and bags", richModels],
  ])("keeps one state of every orbit of %s, and no orbit twice", async (_, arbitrary) => {
    await onModels(async (model) => {
      const engine = createInterpretEngine(model, true);
      const { depth } = await search(engine, model, {});
      const plain = createInterpretEngine(model, false);
      await search(plain, model, {});
      for (let level = 1; level <= depth; level++) {
        const orbits = [...engine.level(level)].map((key) => orbit(model, engine.value(key)));
        const members = orbits.flatMap((o) => [...o]);
        expect(new Set(members).size).toBe(members.length);
        expect(new Set(members)).toEqual(new Set([...plain.level(level)].map((key) => textOf(plain.value(key)))));
      }
    }, arbitrary);
  });

  it("is not claimed where there is none", async () => {
    const model = brokenLock(3);
    const ordered = {
      ...model,
      idSets: model.idSets.map((s) => ({ ...s, ordered: [{ at: s.at, reason: "a test" }] })),
    };
    expect((await check(model)).symmetry).toEqual([0]);
    expect((await check(ordered)).symmetry).toEqual([]);
    expect((await check(model, { symmetry: false })).symmetry).toEqual([]);
    expect((await check({ ...model, options: { ...model.options, symmetry: "off" } })).symmetry).toEqual([]);
  });
});
