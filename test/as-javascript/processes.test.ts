// Processes as the third evaluator replays them: locals across yields, procedures, the start, resting points.
// Guards against a replay that differs from the run it repeats.
import { describe, expect, it } from "vitest";
import { byState, explore } from "./explore.ts";
import type { Json } from "./structure.ts";
import { firstWorld, loadText, runAlone, stepsOf, taken } from "./tried-spec.ts";
import type { World } from "./vocabulary.ts";

describe("processes", () => {
  it("keep their locals across yields and see what others did meanwhile", () => {
    const loaded = loadText(`
      interface State { x: Int<0, 9>; log: Seq<Int<0, 9>, 9> }
      const { action, process } = spec<State>(() => ({ x: 0, log: [] }));
      export const p = process(function* (s) {
        s = yield "start";
        let old = s.x;
        for (let i = 0; i < 2; i++) {
          s = yield "again";
          s.log.push(old, s.x);
          old = s.x + i;
        }
        s = yield "stop";
        if (old > 5) return;
        s = yield "more";
        s.log = [];
      });
      export const put = action((s, v: Int<3, 7>) => { s.x = v; });`);
    const put = (world: World, v: number) =>
      taken(stepsOf(loaded, "put", world)).find((step) => step.args[0] === v)?.next ?? expect.fail(`no ${v}`);
    const run = (values: readonly number[]) =>
      values.reduce(
        ({ world, labels }, v) => {
          const next = runAlone(loaded, ["p"], put(world, v));
          return { world: next.world, labels: [...labels, ...next.labels] };
        },
        { world: firstWorld(loaded), labels: [] as readonly (string | null)[] },
      );
    const short = run([3, 4, 5, 7]);
    expect(short.labels).toEqual(["start", "again", "again", "stop"]);
    expect(loaded.json(short.world)).toEqual({ x: 7, log: [3, 4, 4, 5], at: { p: null } });
    expect(stepsOf(loaded, "p", short.world)).toEqual([]);
    expect(loaded.terminated(short.world)).toBe(true);
    const long = run([3, 4, 4, 7, 3]);
    expect(loaded.json(run([3, 4, 4, 7]).world)).toMatchObject({ at: { p: "more" } });
    expect(loaded.json(long.world)).toEqual({ x: 3, log: [], at: { p: null } });
  });

  it("call procedures, with and without a result, through several yields", () => {
    const loaded = loadText(`
      type P = Id<"P", 2>;
      interface State { lock: P | null; tries: Int<0, 9>; won: Record<P, boolean> }
      const { process, procedure } = spec<State>(() => ({ lock: null, tries: 0, won: fill(false) }));
      const lock = procedure(function* (s, self: P) {
        s = yield "spin";
        when(s.lock === null);
        s.lock = self;
      });
      const tryLock = procedure(function* (s, self: P, times: number) {
        for (let i = 0; i < times; i++) {
          s = yield "try";
          s.tries++;
          if (s.lock === self) return true;
        }
        return false;
      });
      const outer = procedure(function* (s, self: P) { s = yield* lock(s, self); s = yield "held"; });
      export const p = process(function* (s, self: P) {
        let ok = false;
        s = yield* outer(s, self);
        [s, ok] = yield* tryLock(s, self, 2);
        s.won[self] = ok;
        s.lock = null;
        [s, ok] = yield* tryLock(s, self, 2);
        s.won[self] = ok;
      });`);
    const alone = (world: World) => taken(stepsOf(loaded, "p", world)).filter(({ args }) => args[0] === "P#1");
    let world = firstWorld(loaded);
    const seen: unknown[] = [];
    for (let [step] = alone(world); step !== undefined; [step] = alone(world)) {
      world = step.next;
      const { lock, tries, won } = loaded.json(world) as Record<string, Record<string, Json>>;
      seen.push([step.label, step.to, lock, tries, won?.["P#1"]]);
    }
    expect(seen).toEqual([
      ["spin", "held", "P#1", 0, false],
      ["held", "try", "P#1", 0, false],
      ["try", "try", null, 1, true],
      ["try", "try", null, 2, true],
      ["try", null, null, 3, false],
    ]);
    expect(loaded.json(world).at).toEqual({ p: { "P#0": "spin", "P#1": null } });
  });

  it("run what stands before their first yield at the start, where it may pick or return", () => {
    const loaded = loadText(
      `
      export const LIMIT = constant(1);
      interface State { x: Int<0, 9> }
      const { process, invariant, model } = spec<State>(() => ({ x: 0 }));
      export const p = process(function* (s, self: Index<2>) {
        if (self >= LIMIT) return;
        const by = pick(3, 4);
        s = yield "add";
        s.x += by;
      });
      export const done = invariant((s) => p.done(s, 1) && (p.at(s, 0, "add") ? s.x === 0 : p.done(s, 0)));
      export const one = model({ LIMIT: 1 });`,
      "one",
    );
    expect(loaded.initial().map(loaded.json)).toEqual([
      { x: 0, at: { p: { 0: "add", 1: null } } },
      { x: 0, at: { p: { 0: "add", 1: null } } },
    ]);
    expect(explore(loaded).worlds.map(loaded.json)).toMatchObject([{ x: 0 }, { x: 0 }, { x: 3 }, { x: 4 }]);
    expect(explore(loaded).problems).toEqual([]);
  });

  it("tell where they rest, in a body before its step, and replay what they were told", () => {
    const loaded = loadText(`
      interface State { saw: Seq<boolean, 9> }
      const { process, stepInvariant } = spec<State>(() => ({ saw: [] }));
      export const a = process(function* (s) { s = yield "one"; s = yield "two"; });
      export const b = process(function* (s) {
        s = yield "look";
        const first = a.at(s, "one", "two");
        s = yield "again";
        s.saw.push(first, a.at(s, "two"), a.done(s), b.at(s, "again"), a.enabled(s));
      });
      export const inTurn = stepInvariant((s, next) => !a.at(s, "one") || a.at(next, "one", "two"));`);
    const { world } = runAlone(loaded, ["b", "a", "b"]);
    expect(loaded.json(world)).toEqual({ saw: [true, true, false, true, true], at: { a: "two", b: null } });
    const later = runAlone(loaded, ["b", "a", "a", "b"]).world;
    expect(loaded.json(later)).toMatchObject({ saw: [true, false, true, true, false] });
    expect(explore(loaded).problems).toEqual([]);
  });

  it("never count a daemon among those that must be done", () => {
    const text = (options: string) => `
      interface State { n: Int<0, 1> }
      const { process } = spec<State>(() => ({ n: 0 }));
      export const d = process(function* (s) { while (true) { s = yield "tick"; when(s.n === 1); s.n = 0; } }, ${options});
      export const p = process(function* (s) { s = yield "set"; s.n = 1; });`;
    const problems = (options: string) => {
      const loaded = loadText(text(options));
      return explore(loaded, byState(loaded)).problems.map(({ text, steps }) => [text, steps]);
    };
    expect(problems("{ daemon: true }")).toEqual([]);
    expect(problems("{}")).toEqual([["deadlock", 2]]);
  });

  it("differ from a run that is never interrupted only where a reference into the state outlives a yield", () => {
    const text = (use: string) => `
      interface State { x: { n: Int<0, 9> }; y: Int<0, 9> }
      const { process } = spec<State>(() => ({ x: { n: 0 }, y: 0 }));
      export const p = process(function* (s) {
        s = yield "one";
        const { x } = s;
        const was = x.n + pick(1, 2);
        s = yield "two";
        ${use};
      });`;
    const ends = (use: string) => {
      const loaded = loadText(text(use));
      const start = firstWorld(loaded);
      const run = loaded.live(start);
      const [, one] = taken(stepsOf(loaded, "p", start));
      const [two] = taken(stepsOf(loaded, "p", one?.next));
      if (one === undefined || two === undefined) expect.fail("no steps");
      run(start, one);
      return [two.next.state, run(one.next, two)];
    };
    const same = { x: { n: 2 }, y: 0 };
    expect(ends("s.x.n += was")).toEqual([same, same]);
    expect(ends("x.n += was")).toEqual([{ x: { n: 0 }, y: 0 }, same]);
  });
});
