// Guards against a warning that is wrong: on random specs every question is put to every reachable state, every instance and every
// step of it, one after another, without symmetry, walks, parts of states or budgets; and each engine must say just that.
// Not here: what should be asked (kinds.test.ts).
import { describe, expect, it } from "vitest";
import { createInterpreter } from "../../checker/interpret/interpreter.ts";
import { createInterpretEngine } from "../../checker/interpret-engine.ts";
import { search } from "../../checker/search.ts";
import { createStepping } from "../../checker/stepping.ts";
import { createLooker } from "../../checker/vacuity/look.ts";
import { questionsOf } from "../../checker/vacuity/questions.ts";
import { findVacuity } from "../../checker/vacuity/vacuity.ts";
import type { Spec } from "../../compiler/index.ts";
import { hasErrors } from "../../ir/diagnostic.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { mapBody } from "../../ir/rebuild.ts";
import type { Idle, Vacuity } from "../../ir/vacuity.ts";
import { compiler, openText } from "../compiled.ts";
import { randomPair } from "../fusion/random-pair.ts";
import { FILE } from "../fuzz/oracle.ts";
import { ABSTRACT } from "../fuzz/properties.ts";
import { specOf } from "../fuzz/spec.ts";
import { imports } from "../lower/lockstep.ts";
import { lookedAt, ways } from "./found.ts";

/** Some of the pairs have so many that they are walked through first; what random specs ask of a state is dear. */
const MOST_STATES = 1500;
const MOST_FUZZED = 150;

/** The model without what fails in it, so that all of its states are found; null where something fails all the same. */
async function peaceful(model: SpecModel, maxStates: number): Promise<SpecModel | null> {
  const nothing = (s: Stmt): Stmt =>
    s.kind === "assert" || s.kind === "throw" ? { kind: "block", body: [], at: s.at } : s;
  let tried: SpecModel = {
    ...model,
    actions: model.actions.map((a) => ({ ...a, body: mapBody(a.body, { stmt: nothing }) })),
    prologues: model.prologues.map((a) => ({ ...a, body: mapBody(a.body, { stmt: nothing }) })),
    functions: model.functions.map((f) => ({ ...f, body: mapBody(f.body, { stmt: nothing }) })),
    options: { ...model.options, deadlock: "ignore", view: null },
  };
  for (let i = 0; i <= model.properties.length; i++) {
    const found = await search(createInterpretEngine(tried, true), tried, { maxStates });
    if (found.generated === 0) return null;
    if (found.kind === "exhausted" || found.kind === "unreachable") return tried;
    if (found.kind !== "violated" || found.failure.kind !== "property") return null;
    const { property } = found.failure;
    tried = { ...tried, properties: tried.properties.filter((_, p) => p !== property) };
  }
  return null;
}

/** What is idle, going by all states. */
async function byForce(model: SpecModel): Promise<ReadonlySet<string>> {
  const engine = createInterpretEngine(model, false);
  await search(engine, model, {});
  const { all, units, watch } = questionsOf(model);
  const interpreter = createInterpreter(model, watch);
  const looker = createLooker(model, interpreter);
  const stepping = createStepping(model);
  for (let level = 1; engine.size(level) > 0; level++) {
    for (const key of engine.level(level)) {
      const state = () => interpreter.codec.decode(key);
      for (const unit of units) {
        if (unit.kind === "rests") looker.rests(unit, state());
        else if (unit.kind === "property") looker.property(unit, state());
        else looker.action(unit, state(), unit.instances);
      }
      // The plain evaluator has the last word on what is possible.
      for (const { action, failure } of stepping.successors(engine.value(key))) {
        const unit = units.find((u) => u.kind === "action" && u.action === action);
        if (failure === null) expect(unit?.kind === "action" && unit.taken.isCleared).toBe(true);
      }
    }
  }
  return new Set(all.filter((q) => q.isAsked && !q.isCleared).map((q) => textOf(q.idle)));
}

const textOf = ({ kind, at }: Idle): string => `${kind} ${at.start}-${at.end}`;

/** How many warnings there were: the same ones, whatever the engine. */
async function compared(model: SpecModel): Promise<number> {
  const truly = await byForce(model);
  const all: Vacuity[] = [];
  for (const way of ways) {
    const { vacuity } = await lookedAt(model, way);
    if (vacuity === null || vacuity === undefined) expect.fail("nothing was looked for");
    for (const one of toldBy(vacuity)) expect(truly).toContain(one);
    expect(vacuity.undecided.filter((u) => u.kind !== "holdsAnyway")).toEqual([]);
    all.push(vacuity);
  }
  for (const vacuity of all) expect(vacuity).toEqual(all[0]);
  return all[0] === undefined ? 0 : toldBy(all[0]).length;
}

const toldBy = ({ idle }: Vacuity): readonly string[] => idle.filter((i) => i.kind !== "holdsAnyway").map(textOf);

/** With hardly anything to spend: what is told is true all the same, and what is left out is said to be. */
async function withLittle(model: SpecModel, evaluated: number): Promise<number> {
  const truly = await byForce(model);
  const engine = createInterpretEngine(model, true);
  const { distinct } = await search(engine, model, {});
  const budget = { states: 1000, evaluated };
  const vacuity = await findVacuity(engine, model, distinct, async () => false, budget);
  const whole = await findVacuity(engine, model, distinct, async () => false);
  if (vacuity === null || whole === null) expect.fail("nobody gave up");
  const open = vacuity.undecided.map((u) => `${u.kind} ${u.at.start}-${u.at.end}`);
  for (const one of toldBy(vacuity)) expect(truly).toContain(one);
  const taken = new Set(open.filter((u) => u.startsWith("neverTaken")));
  // What an action that may never be taken asks may go unsaid where that is not known.
  if (taken.size === 0) for (const one of toldBy(whole)) expect([...toldBy(vacuity), ...open]).toContain(one);
  return open.length;
}

const fuzzed = (text: string) =>
  compiler.read(FILE, { read: (path) => (path === FILE ? text : path === "abstract.race.ts" ? ABSTRACT : null) });

async function each(spec: Spec, visit: (model: SpecModel) => Promise<number>, most = MOST_STATES): Promise<number> {
  let count = 0;
  for (const { name } of spec.models) {
    const { value } = spec.compile(name, new Map());
    const model = value === null ? null : await peaceful(value, most);
    if (model !== null) count += await visit(model);
  }
  return count;
}

const seeds = (block: number, length = 10): readonly number[] => Array.from({ length }, (_, i) => block * 10 + i);

describe("random processes side by side", () => {
  it.each([0, 1])("are idle where they are said to be, seeds from %i0", async (block) => {
    let warnings = 0;
    for (const seed of seeds(block)) warnings += await each(openText(imports + randomPair(seed)), compared);
    expect(warnings).toBeGreaterThan(0);
  });

  it("are told truly or not at all where there is little to spend", async () => {
    let undecided = 0;
    for (const seed of seeds(2)) {
      undecided += await each(openText(imports + randomPair(seed)), (model) => withLittle(model, seed * 300));
    }
    expect(undecided).toBeGreaterThan(0);
  });
});

describe("random specs over all of the language", () => {
  it.each([0, 1])("are idle where they are said to be, from %i0", async (block) => {
    let warnings = 0;
    for (const nth of seeds(block, 4)) {
      const { value, diagnostics } = fuzzed(specOf(4, nth));
      if (!hasErrors(diagnostics)) warnings += await each(value, compared, MOST_FUZZED);
    }
    expect(warnings).toBeGreaterThan(0);
  });
});
