// The number of a state once a search has ended: dense, and the same whoever found the state. Guards against an index that
// depends on threads or on the order of the table, which liveness would take for another graph.
// Not here: look-ups while a search runs.
import { expect, it } from "vitest";
import { search } from "../../checker/search.ts";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { createStateIndex } from "../../checker/wasm/state-index.ts";
import { createWasmEngine, type EngineHost } from "../../checker/wasm/wasm-engine.ts";
import type { SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";
import { brokenLock, twoPhase } from "../checker/specs.ts";
import { programOf, testHost, withWorkers } from "./engines.ts";

/** Three words to a state. */
function wide(): SpecModel {
  const state = b.record({ a: b.int(0, 2 ** 40), b: b.int(0, 2 ** 40), c: b.int(0, 2 ** 40) });
  const s = b.stateOf(state);
  const up = (name: "a" | "b" | "c") =>
    b.action(name, [], b.block(b.when(b.binary(s(name), "<", b.lit(7))), b.run(b.update(s(name), "++"))));
  return b.model({
    state,
    init: b.make(state, { a: b.lit(0), b: b.lit(0), c: b.lit(0) }),
    actions: [up("a"), up("b"), up("c")],
    options: { deadlock: "ignore" },
  });
}

async function numbered(model: SpecModel, host: Partial<EngineHost>): Promise<readonly string[]> {
  const program = programOf(model);
  const engine = createWasmEngine(model, program, testHost(host));
  try {
    const { distinct } = await search(engine, model, {});
    const index = createStateIndex(engine.shared, distinct);
    expect(index.size).toBe(distinct);
    const decoder = createDecoder(program.layout);
    return Array.from({ length: distinct }, (_, i) => {
      const words = index.stateAt(i);
      expect(index.indexOf(words)).toBe(i);
      expect(index.indexOf(decoder.words(decoder.value(words)))).toBe(i);
      return words.join();
    });
  } finally {
    await engine.close();
  }
}

it.each([
  ["one word", twoPhase(4)],
  ["orbits", brokenLock(3)],
  ["three words", wide()],
])("is dense and the same with threads: %s", async (_, model) => {
  const alone = await numbered(model, {});
  expect(new Set(alone).size).toBe(alone.length);
  expect(await numbered(model, withWorkers(2))).toEqual(alone);
});

it("is -1 of what was not found", async () => {
  const model = wide();
  const engine = createWasmEngine(model, programOf(model), testHost());
  const { distinct } = await search(engine, model, {});
  const index = createStateIndex(engine.shared, distinct);
  expect(distinct).toBe(512);
  expect(index.indexOf(new BigUint64Array(index.stateAt(0).length).fill(9n))).toBe(-1);
  await engine.close();
});
