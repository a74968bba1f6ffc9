// Packed states and values are two forms of one thing. Guards against a part of a state that is read where another one
// stands, which no count shows: traces would tell of states that never were.
// Not here: where parts stand (test/layout), the same in generated code (test/cells).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellRecord, toCell, toValue } from "../../checker/interpret/cell.ts";
import { createCodec } from "../../checker/interpret/codec.ts";
import { createInterpretEngine } from "../../checker/interpret-engine.ts";
import { search } from "../../checker/search.ts";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { unionOf } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";
import { models } from "../checker/random-models.ts";
import { brokenLock, counter, twoPhase } from "../checker/specs.ts";
import { domains, IDS, valuesOf } from "../layout/random-domains.ts";
import { agree } from "./engines.ts";

async function bothWays(model: SpecModel): Promise<void> {
  const engine = createInterpretEngine(model, false);
  const { depth } = await search(engine, model, {});
  const decoder = createDecoder(layOut(model));
  const packed = new Set<string>();
  let states = 0;
  for (let level = 1; level <= depth; level++) {
    for (const key of engine.level(level)) {
      const state = engine.value(key);
      const words = decoder.words(state);
      expect(decoder.value(words)).toEqual(state);
      packed.add(words.join());
      states++;
    }
  }
  expect(packed.size).toBe(states);
}

describe("a packed state", () => {
  it("is the value that it was made of, and no other state's", async () => {
    for (const model of [counter(5), twoPhase(3), twoPhase(3, true), brokenLock(3)]) await bothWays(model);
  });

  it("so is that of an arbitrary model", async () => {
    await fc.assert(fc.asyncProperty(models, bothWays), { numRuns: 25 });
  });
});

describe("a value of an arbitrary domain", () => {
  const cases = domains.chain((d) =>
    fc.tuple(fc.constant(b.record({ x: d })), fc.array(valuesOf(d), { maxLength: 6 })),
  );

  it("is the one that its words stand for, and that the interpreter's key stands for", () => {
    fc.assert(
      fc.property(cases, ([state, values]) => {
        const decoder = createDecoder(layOut(b.model({ state, ids: [...IDS], init: b.lit(0), actions: [] })));
        const codec = createCodec(state);
        const forms = values.map((x) => {
          const cell = toCell(state, { x }) as CellRecord;
          const key = codec.encode(cell) ?? expect.fail("outside its domain");
          const words = decoder.words({ x });
          expect(decoder.value(words)).toEqual({ x });
          expect(toValue(state, codec.decode(key))).toEqual({ x });
          return { key, words: words.join() };
        });
        for (const f of forms) for (const g of forms) expect(f.words === g.words).toBe(f.key === g.key);
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});

describe("a range as wide as numbers are", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const wide = b.int(-most, most);
  const state = b.record({ n: wide, m: b.orNull(wide), k: unionOf([b.BOOL, wide]) });
  const numbers = [-most, 1 - most, -1, 0, 1, most - 1, most];

  it("keeps every value apart, alone and beside others", () => {
    const decoder = createDecoder(layOut(b.model({ state, init: b.make(state, {}), actions: [] })));
    const states = numbers.flatMap((n) =>
      [n, null].flatMap((m) => [true, -n].map((k) => ({ n, m, k: k === 0 ? 0 : k }))),
    );
    expect(states.map((x) => decoder.value(decoder.words(x)))).toEqual(states);
    expect(() => decoder.words({ n: most + 1, m: null, k: false })).toThrow();
  });

  it("is searched alike by both engines", async () => {
    const s = b.stateOf(state);
    const values = numbers.map(b.lit);
    const init = b.make(state, {
      n: b.pickOne(wide, ...values),
      m: b.pickOne(b.orNull(wide), b.lit(null), ...values),
      k: b.lit(false),
    });
    const step = b.action("step", [], b.block(b.put(s("k"), s("n")), b.put(s("n"), b.lit(1 - most))));
    const wrong = b.property(
      "invariant",
      "apart",
      b.not(b.and(b.eq(s("m"), b.lit(most - 1)), b.eq(s("k"), b.lit(-most)))),
    );
    const outcome = await agree(b.model({ state, init, actions: [step], properties: [wrong] }));
    expect(outcome.kind).toBe("violated");
  });
});
