// Bodies as the third evaluator runs them: choices, blocking, failures, aliases; constants, models and properties.
// Guards against an oracle whose choices or blocked steps are not JavaScript's own control flow run again.
import { describe, expect, it } from "vitest";
import { explore } from "./explore.ts";
import type { Json } from "./structure.ts";
import { firstWorld, loadText, statesAfter, stepsOf, taken } from "./tried-spec.ts";

describe("pick", () => {
  const text = `
    type N = Int<0, 3>;
    interface State { x: N; y: N; who: Id<"P", 2> | null; some: Set<Index<2>>; list: Seq<N, 3> }
    const { action } = spec<State>(() => ({ x: 0, y: 1, who: null, some: new Set(), list: [3, 1] }));
    export const any = action((s) => { s.x = pick<N>(); });
    export const expected = action((s) => { s.who = pick(); });
    export const such = action((s) => { s.x = pick((n: N) => n % 2 === 1 && n > s.y); });
    export const none = action((s) => { s.x = 3; s.x = pick((n: N) => n > 3); });
    export const subset = action((s) => { s.some = pick<Set<Index<2>>>(); });
    export const member = action((s) => { s.x = pick(s.list); });
    export const listed = action((s) => { s.x = pick(2, 0); });
    export const twice = action((s) => { if (pick(true, false)) s.x = pick(1, 2, 3); });
    export const ignored = action((s, unused: boolean) => { pick<Index<2>>(); });
    export const guarded = action((s) => { const n = pick<N>(); when(n > 1); s.x = n; });`;
  const loaded = loadText(text);
  const xs = (name: string) => statesAfter(loaded, name).map((state) => (state as { readonly x: Json }).x);

  it("takes each value of a domain, a condition, a set, a list, or of its arguments", () => {
    expect(xs("any")).toEqual([0, 1, 2, 3]);
    expect(statesAfter(loaded, "expected")).toMatchObject([{ who: "P#0" }, { who: "P#1" }, { who: null }]);
    expect(xs("such")).toEqual([3]);
    expect(xs("member")).toEqual([3, 1]);
    expect(xs("listed")).toEqual([2, 0]);
    expect(statesAfter(loaded, "subset")).toMatchObject([{ some: [] }, { some: [0] }, { some: [1] }, { some: [0, 1] }]);
  });

  it("blocks when there is none, and a blocked step has no effect", () => {
    expect(stepsOf(loaded, "none")).toMatchObject([{ outcome: "blocked", choices: [] }]);
    expect(stepsOf(loaded, "guarded").map(({ outcome, choices }) => [outcome, choices])).toEqual([
      ["blocked", [0]],
      ["blocked", [1]],
      ["taken", [2]],
      ["taken", [3]],
    ]);
  });

  it("is as many choices as times it is reached, used or not", () => {
    expect(stepsOf(loaded, "twice").map(({ choices }) => choices)).toEqual([[true, 1], [true, 2], [true, 3], [false]]);
    expect(stepsOf(loaded, "ignored").map(({ args, choices }) => [args, choices])).toEqual([
      [[false], [0]],
      [[false], [1]],
      [[true], [0]],
      [[true], [1]],
    ]);
  });

  it("makes several initial states: one choice under fill, one per key under fillWith", () => {
    const initial = (expression: string) =>
      loadText(`interface State { r: Record<Index<2>, boolean> }
        spec<State>(() => { const r: Record<Index<2>, boolean> = ${expression}; when(!r[0] || r[1]); return { r }; });`)
        .initial()
        .map(({ state }) => state);
    expect(initial("fill(pick())")).toEqual([{ r: { 0: false, 1: false } }, { r: { 0: true, 1: true } }]);
    expect(initial("fillWith(() => pick())")).toEqual([
      { r: { 0: false, 1: false } },
      { r: { 0: false, 1: true } },
      { r: { 0: true, 1: true } },
    ]);
  });
});

describe("actions", () => {
  it("change the object that an alias names, and leave the world they start from as it was", () => {
    const loaded = loadText(`
      interface State { bh: Record<Index<2>, { dirty: boolean; tags: Set<Index<3>> }>; at: [Index<3>, Index<3>] }
      const { action } = spec<State>(() => ({ bh: fill({ dirty: false, tags: new Set() }), at: [0, 1] }));
      function advance(s: State): State { s.at[0]++; return s; }
      export const go = action((s, x: Index<2>) => {
        const b = s.bh[x];
        b.dirty = true;
        const { tags } = b;
        tags.add(2);
        s.bh[1] = { ...s.bh[1], tags: new Set(s.bh[1].tags) };
        s = advance(s);
        [s.at[0], s.at[1]] = [s.at[1], s.at[0]];
        if (x === 1) return;
        s.at[0] = 2;
      });`);
    const before = loaded.json(firstWorld(loaded));
    expect(statesAfter(loaded, "go")).toEqual([
      { bh: { 0: { dirty: true, tags: [2] }, 1: { dirty: false, tags: [] } }, at: [2, 1] },
      { bh: { 0: { dirty: false, tags: [] }, 1: { dirty: true, tags: [2] } }, at: [1, 1] },
    ]);
    expect(loaded.json(firstWorld(loaded))).toEqual(before);
  });

  it("fail by an assertion that is checked, by a throw, by JavaScript's own errors; in the order of the body", () => {
    const text = `
      interface State { n: Int<0, 3>; q: Seq<{ v: boolean }, 2> }
      const { action, invariant, model } = spec<State>(() => ({ n: 0, q: [] }));
      export const asserts = action((s) => { s.n = 1; assert(s.n === 0, "n is 0"); when(false); });
      export const blocks = action((s) => { when(false); assert(false, "never"); });
      export const throws = action(() => { throw new Error("reached"); });
      export const errs = action((s) => { s.q[0].v = true; });
      export const loops = action((s) => { do s.n = 0; while (s.n === 0); });
      export const small = invariant((s) => s.n < 1);
      export const all = model();
      export const one = model({}, { check: [small], expect: violates(small) });
      export const text = model({}, { check: ["n is 0"] });`;
    const endings = (model: string) =>
      loadText(text, model)
        .successors(firstWorld(loadText(text, model)))
        .map((step) =>
          step.outcome === "failed" ? [step.failure.kind, step.failure.text.split(":")[0]] : step.outcome,
        );
    const rest = ["blocked", ["throw", "reached"], ["error", "TypeError"], ["error", "RangeError"]];
    expect(endings("all")).toEqual([["assert", "n is 0"], ...rest]);
    expect(endings("one")).toEqual(["blocked", ...rest]);
    expect(endings("text")).toEqual([["assert", "n is 0"], ...rest]);
    const checked = (model: string) => loadText(text, model).properties.get("small")?.checked;
    expect([checked("all"), checked("one"), checked("text")]).toEqual([true, true, false]);
    expect(loadText(text, "one").options.expect).toMatchObject({ expect: "violates", what: { name: "small" } });
  });

  it("are enabled when a step could be taken, also as a body has left the state so far", () => {
    const loaded = loadText(`
      interface State { n: Int<0, 3>; saw: boolean }
      const { action, invariant } = spec<State>(() => ({ n: 0, saw: false }));
      export const up = action((s, by: 1 | 2) => { when(s.n + by <= 3 && pick(true, false)); s.n += by; });
      export const look = action((s) => { s.n = 2; s.saw = up.enabled(s, 1) && !up.enabled(s, 2); });
      export const canMove = invariant((s) => up.enabled(s, 1) || s.n === 3);`);
    expect(statesAfter(loaded, "look")).toEqual([{ n: 2, saw: true }]);
    expect(explore(loaded)).toMatchObject({ complete: true, problems: [] });
  });
});

describe("models and properties", () => {
  it("replace constants, refuse unknown ones, and say which assumptions break", () => {
    const text = `
      export const N = constant(2); const M = N * 2; export const ON = constant(false);
      const shared = { N: 3 };
      assume(N < 4, "N is small");
      interface State { x: Index<typeof M>; on: boolean }
      const { action, model } = spec<State>(() => ({ x: 0, on: ON }));
      export const go = action((s, x: Index<typeof M>) => { s.x = x; });
      export const three = model({ ...shared, ON: true });
      export const wrong = model({ K: 1 });`;
    expect(stepsOf(loadText(text, "three"), "go")).toHaveLength(6);
    expect(firstWorld(loadText(text, "three")).state).toEqual({ x: 0, on: true });
    expect(loadText(text, "three", { N: 4 }).brokenAssumptions).toEqual(["N is small"]);
    expect(() => loadText(text, "wrong")).toThrow("has no constant K");
  });

  it("bound exploration by init, constraint and stepConstraint, counting as TLC does", () => {
    const loaded = loadText(
      `
      interface State { x: Int<0, 9> }
      const { action, model } = spec<State>(() => ({ x: pick<Int<0, 3>>() }));
      export const up = action((s) => { when(s.x < 9); s.x++; });
      export const stay = action((s) => { s.x = 0; });
      export const m = model({}, { init: (s) => s.x < 2, constraint: (s) => s.x < 5, stepConstraint: (s, next) => next.x !== 0 });`,
      "m",
    );
    const { worlds, generated, depth } = explore(loaded);
    expect([worlds.length, generated, depth]).toEqual([5, 2 + 5 * 2, 4]);
  });

  it("map refinements into the other spec's steps", () => {
    const loaded = loadText(`
      interface Abstract { even: boolean }
      export const abstract = spec<Abstract>(() => ({ even: true }));
      export const flip = abstract.action((s) => { s.even = !s.even; });
      interface State { n: Int<0, 9> }
      const { action, refines, eventually, leadsTo } = spec<State>(() => ({ n: 0 }));
      export const one = action((s) => { when(s.n < 9); s.n++; });
      export const counts = refines(abstract, (s) => ({ even: s.n % 2 === 0 }));
      export const starts = refines(abstract, (s) => ({ even: s.n !== 0 }));
      export const nine = eventually((s) => s.n === 9);
      export const on = leadsTo((s) => s.n === 1, (s) => s.n === 2);`);
    const [step] = taken(stepsOf(loaded, "one"));
    const told = (name: string) =>
      loaded.properties.get(name)?.predicates.map((p) => p(firstWorld(loaded), step?.next));
    expect([told("counts"), told("starts")]).toEqual([
      [true, true],
      [false, true],
    ]);
    expect([loaded.properties.get("nine")?.kind, loaded.properties.get("on")?.predicates.length]).toEqual([
      "eventually",
      2,
    ]);
  });
});
