// Values of every domain into a packed state and out of it, on random domains. Guards against packing that loses or invents a
// value, misses one that is outside its domain, or goes through a domain in another order than the interpreter.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Domain, size } from "../../ir/domain.ts";
import { eachBits } from "../../ir/layout-bits.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { values } from "../../ir/value.ts";
import {
  action,
  BOOL,
  block,
  clone,
  id,
  int,
  local,
  make,
  model,
  oneOf,
  orNull,
  orUndefined,
  pick,
  property,
  put,
  record,
  same,
  seq,
  set,
  stateOf,
  table,
} from "../checker/builder.ts";
import { models } from "../checker/random-models.ts";
import { IDS, smallDomains, valuesOf, wider } from "../layout/random-domains.ts";
import { instanceOf, textOf } from "./harness.ts";
import { walk } from "./walk.ts";

const RUNS = { seed: 20261120, numRuns: 60 };

/** Any value of `a` at first, then a copy of it, then one that may be outside. */
function pickingModel(a: Domain, strays: boolean): SpecModel {
  const ends: Domain = { kind: "enum", values: ["begin", "end"] };
  const state = record({ a, b: a, c: ends });
  const s = stateOf(state);
  return model({
    state,
    ids: IDS,
    init: make(state, { a: pick(a), b: pick(a), c: pick(ends) }),
    actions: [
      action("stay", [], block()),
      action("copy", [], block(put(s("b"), clone(s("a"))))),
      action("given", [a], block(put(s("a"), local(0, a)))),
      ...(strays ? [action("stray", [], block(put(s("a"), pick(wider(a)))))] : []),
    ],
    properties: [property("invariant", "alike", same(s("a"), s("b")))],
  });
}

describe("on random domains", () => {
  it("initial states are all values in their order, and staying changes nothing", () => {
    fc.assert(
      fc.property(smallDomains(40), (a) => {
        const generated = instanceOf(pickingModel(a, false));
        const found = generated.steps(null, 7);
        const every = [...values(a)];
        const expected = every.flatMap((x) =>
          every.flatMap((y) => ["begin", "end"].map((c) => textOf({ a: x, b: y, c }))),
        );
        expect(found.map((s) => textOf(s.state))).toEqual(expected);
        expect(found.map((s) => s.choice)).toEqual(found.map((_, i) => i));
        for (const { state, words } of found.slice(0, 50)) {
          if (state === null) throw new Error("no state");
          const [stayed] = generated.steps([state]);
          expect(stayed?.words).toEqual(words);
          const bits = eachBits(generated.program.layout.state);
          const read = (b: (typeof bits)[number]): bigint =>
            ((words[b.word] ?? 0n) >> BigInt(b.shift)) & ((1n << BigInt(b.width)) - 1n);
          expect(generated.scalars([state]).slice(0, bits.length)).toEqual(bits.map(read));
        }
      }),
      RUNS,
    );
  }, 60_000);

  it("steps with values inside and outside are the interpreter's", () => {
    fc.assert(
      fc.property(
        smallDomains(12).filter((a) => (size(wider(a)) ?? 1000n) <= 300n),
        (a) => {
          expect(walk(pickingModel(a, true), 12).disagreements).toEqual([]);
        },
      ),
      RUNS,
    );
  }, 60_000);
});

/** Hundreds of values: many words, functions that are cut, sets that are gone through in loops. */
const LARGE: Readonly<Record<string, Domain>> = {
  rows: table(int(0, 39), record({ of: set(int(1, 20)), at: int(-5, 3000), who: orNull(id(1, "Q", 3)) })),
  queue: seq(record({ kind: oneOf("a", "b"), left: set(id(1, "Q", 3)), right: orUndefined(int(0, 6)) }), 130),
  nested: table(id(0, "P", 2), table(id(1, "Q", 3), seq(int(0, 9), 20))),
  wide: seq(int(-(2 ** 53 - 1), 2 ** 53 - 1), 4),
  many: set(int(0, 199)),
  message: {
    kind: "union",
    of: [
      oneOf(null),
      record({ kind: oneOf("one"), body: seq(seq(int(0, 2), 20), 25) }),
      record({
        kind: oneOf("two"),
        body: table(int(0, 99), record({ a: BOOL, b: set(int(0, 4)) })),
        more: orUndefined(BOOL),
      }),
    ],
  },
};

describe("on a large state", () => {
  it("packing is the inverse of unpacking, also of values that were copied", () => {
    const state = record(LARGE);
    const s = stateOf(state);
    const large = model({
      state,
      ids: IDS,
      init: make(state, {}),
      actions: [
        action("stay", [], block()),
        action("copy", [], block(...state.fields.map((f) => put(s(f.name), clone(s(f.name)))))),
      ],
    });
    const generated = instanceOf(large);
    expect(generated.program.layout.words.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(valuesOf(state), (value) => {
        const [stayed, copied] = generated.steps([value as StateValue]);
        expect(textOf(stayed?.state)).toBe(textOf(value));
        expect(copied?.words).toEqual(stayed?.words);
      }),
      { ...RUNS, numRuns: 40 },
    );
  }, 60_000);
});

describe("on random models", () => {
  it("steps and judgements are the interpreter's", () => {
    fc.assert(
      fc.property(models, (m) => {
        expect(walk(m, 30).disagreements).toEqual([]);
      }),
      { ...RUNS, numRuns: 100 },
    );
  }, 60_000);

  it("many states at once give the steps of each, whatever fits one call", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 1, max: 9 }), (m, capacity) => {
        const generated = instanceOf(m);
        const states = generated
          .steps(null)
          .flatMap((s) => (s.state === null ? [] : [s.state]))
          .slice(0, 3);
        const next = states
          .flatMap((s) => generated.steps([s]).flatMap((x) => (x.state === null ? [] : [x.state])))
          .slice(0, 5);
        const all = [...states, ...next];
        const apart = all.flatMap((s, parent) => generated.steps([s]).map((x) => ({ ...x, parent })));
        expect(generated.steps(all, capacity)).toEqual(apart);
        for (const p of m.properties.keys())
          expect(generated.judgeBlock(p, all)).toEqual(all.map((s) => generated.judge(p, s)));
      }),
      RUNS,
    );
  }, 60_000);
});
