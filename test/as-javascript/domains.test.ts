// Domains as the third evaluator injects them: where a type is found, its values and their order, what lies outside.
// Guards against an oracle that enumerates the wrong values and so agrees with a compiler that does.
import { describe, expect, it } from "vitest";
import { load } from "./load.ts";
import { firstWorld, imports, loadText, statesAfter, stepsOf, taken } from "./tried-spec.ts";

describe("domains", () => {
  it("fill and fillWith find their keys where the type stands", () => {
    const loaded = loadText(`
      export const N = constant(2);
      type P = Id<"P", typeof N>;
      type Grid<K extends PropertyKey, V> = { cells: Record<K, Record<Index<2>, V>> };
      interface State { grid: Grid<P, boolean>; by: Record<"a" | "b", { n: Int<0, 9> }>; msg: { kind: "one"; of: Record<P, 0 | 1> } | { kind: "none" } | null }
      const { action } = spec<State>(() => ({ grid: { cells: fill(fill(false)) }, by: fillWith((k: "a" | "b") => ({ n: k === "a" ? 1 : 2 })), msg: null }));
      function zeros(): Record<P, 0 | 1> { return fill(0); }
      export const copies = action((s, p: P) => { s.grid.cells[p][1] = true; s.by.a.n = 5; });
      export const send = action((s) => { s.msg = { kind: "one", of: fill(1) }; });
      export const again = action((s, p: P) => { s.grid.cells[p] = fillWith((i: Index<2>) => i === 0); const local: Record<P, 0 | 1> = fill(1); when(same(local, fill(1)) && !same(local, zeros())); });`);
    expect(loaded.json(firstWorld(loaded))).toEqual({
      grid: { cells: { "P#0": { 0: false, 1: false }, "P#1": { 0: false, 1: false } } },
      by: { a: { n: 1 }, b: { n: 2 } },
      msg: null,
    });
    expect(statesAfter(loaded, "copies")[1]).toMatchObject({
      grid: { cells: { "P#0": { 0: false, 1: false }, "P#1": { 0: false, 1: true } } },
      by: { a: { n: 5 }, b: { n: 2 } },
    });
    expect(statesAfter(loaded, "send")).toMatchObject([{ msg: { kind: "one", of: { "P#0": 1, "P#1": 1 } } }]);
    expect(statesAfter(loaded, "again")[0]).toMatchObject({ grid: { cells: { "P#0": { 0: true, 1: false } } } });
  });

  it("quantifiers, each and first go over the values in ascending order", () => {
    const loaded = loadText(`
      type I = Int<-1, 2>; type P = Id<"P", 3>; type None = Id<"None", 0>;
      interface State { out: Seq<Int<-9, 99>, 9>; set: Set<P>; bad: Set<None> }
      const { action } = spec<State>(() => ({ out: [], set: new Set(), bad: new Set() }));
      export const go = action((s) => {
        for (const i of each<I>()) s.out.push(i);
        s.out.push(count((a: I, b: I) => a < b), sum((a: I) => a * a), first((a: I) => a > 0));
        s.out.push(every((p: None) => false) ? 1 : 0, some((p: None) => true) ? 1 : 0);
        const [zero] = [...each<P>()];
        s.set = setOf((p: P) => p !== zero);
      });
      export const noFirst = action(() => { first((a: I) => a > 2); });`);
    expect(statesAfter(loaded, "go")).toEqual([{ out: [-1, 0, 1, 2, 6, 6, 1, 1, 0], set: ["P#1", "P#2"], bad: [] }]);
    expect(stepsOf(loaded, "noFirst")).toMatchObject([{ outcome: "failed", failure: { kind: "error" } }]);
  });

  it("reads every form of type, of this module and of imported ones", () => {
    const files = new Map([
      [
        "specs/race/a.race.ts",
        `${imports}
        import type { Pair, Mode, Shape, Flags } from "../types.ts";
        import { type LIMIT, twice } from "../types.ts";
        type Low = Exclude<Mode, "high">;
        const TABLE = [{ n: 1 }, { n: 4 }] as const;
        interface Named { name: Low }
        interface State extends Named { pair?: readonly [Pair<boolean>, null]; shape: Shape; flags: Flags }
        const { action } = spec<State>(() => ({ name: "low", shape: { kind: "dot" }, flags: { on: false, off: true } }));
        export const low = action((s, m: Low) => { s.name = m; });
        export const limit = action((s, n: Index<typeof LIMIT>) => { when(twice(n) === 4); });
        export const shape = action((s, x: Shape) => { s.shape = x; });
        export const pair = action((s, x: State["pair"]) => { s.pair = x; });
        export const table = action((s, n: (typeof TABLE)[number]["n"], k: keyof Flags) => { s.flags[k] = true; });
        export const all = { ...{} };`,
      ],
      [
        "specs/types.ts",
        `
        import { constant, type Int } from "racespec";
        export const LIMIT = constant(3);
        const MODES = { low: "low", mid: "mid", high: "high" } as const;
        export type Mode = (typeof MODES)[keyof typeof MODES];
        export type Pair<A, B = Int<7, 8>> = { a: A; b: B };
        export type Shape = { kind: "dot" } | { kind: "line"; length: Int<1, typeof LIMIT> };
        export type Flags = { -readonly [K in "on" | "off"]: boolean };
        export function twice(n: number): number { return 2 * n; }`,
      ],
    ]);
    const loaded = load(files, "specs/race/a.race.ts", "default");
    const initial = firstWorld(loaded);
    const argsOf = (name: string) => stepsOf(loaded, name).map(({ args }) => args);
    expect(argsOf("low")).toEqual([["low"], ["mid"]]);
    expect(stepsOf(loaded, "limit").map(({ outcome }) => outcome)).toEqual(["blocked", "blocked", "taken"]);
    expect(argsOf("shape")).toEqual([[{ kind: "dot" }], ...[1, 2, 3].map((length) => [{ kind: "line", length }])]);
    expect(argsOf("pair")).toHaveLength(5);
    expect(argsOf("pair")[1]).toEqual([[{ a: false, b: 8 }, null]]);
    expect(argsOf("table")).toEqual([
      [1, "on"],
      [1, "off"],
      [4, "on"],
      [4, "off"],
    ]);
    expect(loaded.json(initial)).toEqual({ name: "low", shape: { kind: "dot" }, flags: { on: false, off: true } });
    expect(taken(loaded.successors(initial)).flatMap((step) => step.outside)).toEqual([]);
  });

  it("says which paths leave their domain, and which objects stand in two places", () => {
    const loaded = loadText(`
      interface State { n: Int<0, 2>; m: { kind: "a"; n: Int<0, 2> } | { kind: "b" }; r: Record<Index<2>, { n: Int<0, 2> }>; q: Seq<Index<2>, 1>; u: "x" | "y" }
      const { action } = spec<State>(() => ({ n: 2, m: { kind: "a", n: 0 }, r: fill({ n: 0 }), q: [0], u: "x" }));
      export const fine = action((s) => { s.n++; s.n--; });
      export const over = action((s) => { s.n++; s.r[1].n--; s.q.push(1); s.r[2 as 1] = { n: 0 }; if (s.m.kind === "a") s.m.n = 0.5; });
      export const alias = action((s) => { s.r[0] = s.r[1]; });`);
    const said = (name: string) => taken(stepsOf(loaded, name)).map(({ outside, shared }) => [outside, shared]);
    expect(said("fine")).toEqual([[[], []]]);
    expect(said("over")).toEqual([[["State.n", "State.m.n", "State.r[2]", "State.r[1].n", "State.q"], []]]);
    expect(said("alias")).toEqual([[[], ["State.r.1"]]]);
  });

  it("prints sets, maps, bags and absent fields as the command does", () => {
    const loaded = loadText(`
      type P = Id<"P", 12>; type M = { to: P; n: Int<0, 20> };
      interface State { set: Set<Int<0, 20> | "all">; map: Map<P, Int<-1, 1>>; net: Bag<M, 3>; seen: ValueSet<M>; votes: ValueMap<M, Set<P>>; maybe?: boolean }
      const { action } = spec<State>(() => ({ set: new Set(["all", 10, 9]), map: new Map(), net: new Bag(), seen: new ValueSet(), votes: new ValueMap(), maybe: undefined }));
      export const go = action((s) => {
        const [p, , q] = [...each<P>()].reverse();
        s.map.set(p, -0); s.map.set(q, 1);
        const m = { to: p, n: 3 };
        s.net.add(m); s.net.add({ ...m }); s.net.add({ ...m, n: 1 });
        when(s.net.has({ n: 3, to: p }) && s.net.count(m) === 2 && s.net.delete({ ...m }) && s.net.size === 2);
        s.seen.add({ ...m }); s.seen.add({ n: 3, to: p });
        s.votes.set({ ...m }, new Set([p, q])); s.votes.get({ ...m })!.delete(q);
        s.set = s.set.union(new Set([11])).difference(new Set([9]));
      });`);
    const [state] = statesAfter(loaded, "go");
    const m = { to: "P#11", n: 3 };
    expect(state).toEqual({
      set: [10, 11, "all"],
      map: [
        ["P#9", 1],
        ["P#11", 0],
      ],
      net: expect.arrayContaining([m, { to: "P#11", n: 1 }]),
      seen: [m],
      votes: [[m, ["P#11"]]],
    });
  });

  it("knows racespec's names and the builders however they are imported, and a local name from them", () => {
    const files = new Map([
      [
        "a.race.ts",
        `import * as race from "racespec";
        import { every as all } from "racespec";
        import { action as atomic, type State } from "./state.ts";
        import { bump } from "./state.ts";
        function chosen<T>(each: () => T): T { return each(); }
        export const go = atomic((s: State, x: race.Index<2>) => {
          race.when(all((y: race.Index<2>) => y <= 1) && x === 1);
          s.n = chosen(() => race.pick<race.Index<2>>());
          const count = (k: number) => k;
          s.n += count(0);
        });
        export const up = atomic(bump);`,
      ],
      [
        "state.ts",
        `import { spec, type Int, type Index } from "racespec";
        export interface State { n: Int<0, 5> }
        export const { action, invariant: always } = spec<State>(() => ({ n: 3 }));
        export const small = always((s) => s.n < 5);
        export function bump(s: State, by: Index<3>): void { s.n += by; }`,
      ],
    ]);
    const loaded = load(files, "a.race.ts", "default");
    expect(statesAfter(loaded, "go")).toEqual([{ n: 0 }, { n: 1 }]);
    expect(statesAfter(loaded, "up")).toEqual([{ n: 3 }, { n: 4 }, { n: 5 }]);
    expect([...loaded.invariants.keys()]).toEqual(["small"]);
  });
});
