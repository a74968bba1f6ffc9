// A search over several memories: the tables of all but the last are only asked. Guards against a state that counts twice
// because an older table has it, one that is lost because a table was moved while it waited, words that a newer memory
// numbers anew, work of threads that were sent home, and traces through states of several memories.
// Not here: the first memory alone (agreement.test.ts), limits of the first memory (memory.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spawn } from "../../checker/index.ts";
import { search } from "../../checker/search.ts";
import { createReserve } from "../../checker/wasm/reserve.ts";
import { createStateIndex } from "../../checker/wasm/state-index.ts";
import { createWasmEngine, type EngineHost } from "../../checker/wasm/wasm-engine.ts";
import { spawnThread } from "../../cli/search-threads.ts";
import type { Expr } from "../../ir/expr.ts";
import type { PropertyKind, SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";
import { twoPhase } from "../checker/specs.ts";
import { compiled, openSpec } from "../compiled.ts";
import { type Asked, agree, generatedly, programOf, testHost, withWorkers } from "./engines.ts";

const KILOBYTE = 1024;
/** The smallest that a search begins with: full at some two or four thousand states. */
const small: Partial<EngineHost> = { regions: { table: 16 * KILOBYTE, interns: 84 * KILOBYTE } };
/** Keys that are longer than a slot need more buckets to begin with. */
const smallFor = (bits: readonly number[]): Partial<EngineHost> => {
  const sum = bits.reduce((x, y) => x + y, 0);
  const least = sum <= 76 ? 64 * 2 ** Math.max(0, sum - 59) : 0;
  return { regions: { table: Math.max(least, 16 * KILOBYTE), interns: 84 * KILOBYTE } };
};

interface Run {
  readonly links: number;
  readonly distinct: number;
  readonly states: readonly string[];
}

/** What a whole search leaves behind, beside its outcome. */
async function ran(
  model: SpecModel,
  host: Partial<EngineHost>,
  { symmetry = true, ...options }: Asked = {},
): Promise<Run> {
  const engine = createWasmEngine(model, programOf(model, symmetry), testHost(host));
  try {
    const { distinct } = await search(engine, model, options);
    const index = createStateIndex(engine.shared, engine.counts().distinct);
    const states = Array.from({ length: index.size }, (_, i) => index.stateAt(i).join());
    return { links: engine.shared.links.length, distinct, states };
  } finally {
    await engine.close();
  }
}

interface Counters {
  readonly bits: readonly number[];
  /** Each counter ends there. */
  readonly most: number;
  readonly properties?: readonly (readonly [PropertyKind, Expr])[];
  readonly constraint?: Expr;
}

const names = ["a", "b", "c", "d"];
const counterOf = (bits: readonly number[]) =>
  b.stateOf(b.record(Object.fromEntries(bits.map((n, i) => [names[i] ?? "", b.int(0, 2 ** n - 1)]))));

/** Counters that go up one at a time, in domains of so many bits: levels are wide, and every state is found again and again. */
function counters({ bits, most, properties = [], constraint }: Counters): SpecModel {
  const state = b.record(Object.fromEntries(bits.map((n, i) => [names[i] ?? "", b.int(0, 2 ** n - 1)])));
  const s = b.stateOf(state);
  const fields = names.slice(0, bits.length);
  return b.model({
    state,
    init: b.make(state, Object.fromEntries(fields.map((name) => [name, b.lit(0)]))),
    actions: fields.map((name) =>
      b.action(name, [], b.block(b.when(b.binary(s(name), "<", b.lit(most))), b.run(b.update(s(name), "++")))),
    ),
    properties: properties.map(([kind, value], i) => b.property(kind, `p${i}`, value)),
    options: { deadlock: "ignore", constraint: constraint === undefined ? null : b.body(b.give(constraint)) },
  });
}

const narrow = [10, 10, 10];
/** Kept in slots of 64 bits. */
const direct = [22, 22, 22];
/** Kept as a tree: interned words fill up as well. */
const tree = [40, 40, 40];
const far = (bits: readonly number[], name: string, from: number): Expr =>
  b.binary(counterOf(bits)(name), "<", b.lit(from));

describe("a chain of memories", () => {
  it.each([
    ["keys of one word", narrow, 27],
    ["keys of two words", direct, 24],
    ["trees", tree, 24],
    ["trees of four words", [...tree, 40], 10],
  ])("finds every state once: %s", async (_, bits, most) => {
    const model = counters({ bits, most });
    const alone = await ran(model, {});
    const chained = await ran(model, smallFor(bits));
    expect(alone.links).toBe(0);
    expect(chained.links).toBeGreaterThan(2);
    expect(chained.distinct).toBe(alone.distinct);
    expect(new Set(chained.states).size).toBe(chained.states.length);
    expect(chained.states).toEqual(alone.states);
  });

  it("is begun when interned words alone are too many", async () => {
    const model = counters({ bits: tree, most: 52 });
    const host = { regions: { table: 4096 * KILOBYTE, interns: 52 * KILOBYTE } };
    const chained = await ran(model, host);
    expect(chained.links).toBeGreaterThan(0);
    expect(chained.states).toEqual((await ran(model, {})).states);
  });

  it("says what the interpreter says, with orbits and without", async () => {
    const mcs = compiled(openSpec("bench/specs/mcs.race.ts"), "bench", new Map([["N", "4"]]));
    const writeback = compiled(openSpec("bench/specs/writeback.race.ts"), "bench");
    await agree(twoPhase(5), {}, small);
    await agree(mcs, { symmetry: false, maxStates: 12_000 }, small);
    await agree(writeback, { maxStates: 12_000 }, small);
    expect((await ran(writeback, small)).links).toBeGreaterThan(2);
  });

  it.each([
    ["narrow", narrow],
    ["direct", direct],
    ["tree", tree],
  ])("finds failures and witnesses in any of them, by the same trace: %s", async (_, bits) => {
    const s = counterOf(bits);
    const inside = b.binary(b.binary(s("a"), "+", s("b")), "<", b.lit(21));
    const deep = b.not(b.and(b.binary(s("a"), ">", b.lit(9)), b.binary(s("b"), ">", b.lit(10))));
    for (const constraint of [undefined, inside]) {
      for (const properties of [
        [["invariant", deep]],
        [["invariant", far(bits, "c", 17)]],
        [
          ["reachable", b.not(deep)],
          ["reachable", b.not(far(bits, "b", 19))],
          ["reachable", b.not(far(bits, "b", 25))],
        ],
      ] as const) {
        const parts = { bits, most: 19, properties };
        const model = counters(constraint === undefined ? parts : { ...parts, constraint });
        expect(await generatedly(model, {}, smallFor(bits))).toEqual(await generatedly(model));
      }
    }
  });

  it("goes on with what threads have left undone, and with new ones", async () => {
    let asked = 0;
    const spawn: Spawn = (posting, died) => {
      asked = Math.max(asked, posting.asked.length);
      return spawnThread(posting, died);
    };
    const regions = { table: 256 * KILOBYTE, interns: 256 * KILOBYTE };
    for (const model of [twoPhase(7), counters({ bits: tree, most: 40 })]) {
      const alone = await generatedly(model);
      for (const workers of [2, 3]) {
        expect(await generatedly(model, {}, { regions, workers, spawn })).toEqual(alone);
      }
    }
    const model = counters({ bits: narrow, most: 24 });
    expect(await generatedly(model, {}, { ...small, ...withWorkers(2) })).toEqual(await generatedly(model));
    expect(asked).toBeGreaterThan(1);
  });

  it("may begin among the initial states", async () => {
    const state = b.record({ n: b.int(0, 19_999), done: b.BOOL });
    const done = b.stateOf(state)("done");
    const model = b.model({
      state,
      init: b.make(state, { n: b.pick(b.int(0, 19_999)), done: b.lit(false) }),
      actions: [b.action("step", [], b.block(b.when(b.not(done)), b.put(done, b.lit(true))))],
      options: { deadlock: "ignore" },
    });
    const outcome = await generatedly(model, {}, small);
    expect(outcome).toMatchObject({ kind: "exhausted", distinct: 40_000, depth: 2 });
    expect(outcome).toEqual(await generatedly(model));
  });

  it("is cut off where one memory is", async () => {
    for (const maxStates of [5000, 9999]) {
      const model = counters({ bits: direct, most: 24 });
      expect(await generatedly(model, { maxStates }, smallFor(direct))).toEqual(
        await generatedly(model, { maxStates }),
      );
    }
  });

  it("gets no longer than the limit of memory allows", async () => {
    const model = counters({ bits: narrow, most: 40 });
    const all = await generatedly(model, {}, small);
    expect(all).toMatchObject({ kind: "exhausted", distinct: 41 ** 3 });
    let held = 0;
    const limited = await generatedly(model, {}, { ...small, maxMemory: 2 ** 19, held: (bytes) => (held = bytes) });
    expect(limited).toMatchObject({ kind: "bounded", limit: "memory" });
    expect(limited.distinct).toBeGreaterThan(8000);
    expect(held).toBeLessThanOrEqual(2 ** 19 + 64 * KILOBYTE);
  });

  it("ends where the system has no memory more, and leaves the first one clean", async () => {
    const first = createReserve(4096);
    const reserve = { ...first, more: () => null };
    const model = counters({ bits: narrow, most: 27 });
    expect(await generatedly(model, {}, { ...small, reserve })).toMatchObject({ kind: "bounded", limit: "memory" });
    for (const next of [counters({ bits: tree, most: 15 }), twoPhase(5), counters({ bits: tree, most: 12 })]) {
      expect(await generatedly(next, {}, { ...small, reserve: first })).toEqual(await generatedly(next));
      expect(await generatedly(next, {}, { reserve: first })).toEqual(await generatedly(next));
    }
  });

  it("agrees with one memory whatever the widths and bounds", async () => {
    const shape = fc.record({
      bits: fc.array(fc.integer({ min: 5, max: 45 }), { minLength: 3, maxLength: 4 }),
      most: fc.integer({ min: 12, max: 17 }),
      table: fc.constantFrom(16, 32),
      interns: fc.constantFrom(84, 100, 200),
      constraint: fc.option(fc.integer({ min: 10, max: 30 })),
    });
    const law = async ({
      bits,
      most,
      table,
      interns,
      constraint,
    }: typeof shape extends fc.Arbitrary<infer T> ? T : never) => {
      const s = counterOf(bits);
      const inside =
        constraint === null ? {} : { constraint: b.binary(b.binary(s("a"), "+", s("b")), "<", b.lit(constraint)) };
      const model = counters({ bits, most: bits.length === 4 ? most - 6 : most, ...inside });
      const sum = bits.reduce((x, y) => x + y, 0);
      const least = sum <= 76 ? 64 * 2 ** Math.max(0, sum - 59) : 0;
      const regions = { table: Math.max(least, table * KILOBYTE), interns: interns * KILOBYTE };
      expect(await ran(model, { regions })).toMatchObject({ ...(await ran(model, {})), links: expect.any(Number) });
    };
    await fc.assert(fc.asyncProperty(shape, law), { numRuns: 25, seed: 3 });
  });
});
