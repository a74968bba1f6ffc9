// Predicates of packed states for who decides temporal properties: a byte for each state, failures told apart; and the search itself
// asks no temporal property anything.
// Not here: what is made of the answers (test/liveness), single judgements (test/cells).
import { expect, it } from "vitest";
import { search } from "../../checker/search.ts";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { createPredicates } from "../../checker/wasm/predicates.ts";
import { createWasmEngine } from "../../checker/wasm/wasm-engine.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Property, SpecModel } from "../../ir/model.ts";
import type { Value } from "../../ir/value.ts";
import * as b from "../checker/builder.ts";
import { programOf, testHost } from "./engines.ts";

const coin = b.record({ up: b.BOOL });
const state = b.record({ n: b.int(0, 4000), seen: b.set(coin) });
const s = b.stateOf(state);
const n = s("n");
const least = (k: number): Expr => b.binary(n, ">=", b.lit(k));
/** It fails in the state 3: there is no such quotient. */
const half = b.eq(b.binary(b.lit(6), "/", b.binary(n, "-", b.lit(3))), b.lit(6));
const properties: readonly Property[] = [
  b.property("invariant", "small", b.binary(n, "<", b.lit(4001))),
  b.property("infinitelyOften", "fails in one", half),
  { ...b.property("leadsTo", "from to", least(2)), goal: b.body(b.give(least(5))) },
  b.property("eventually", "both sides", b.eq(b.size(s("seen")), b.lit(2))),
];

const model: SpecModel = b.model({
  state,
  init: b.make(state, { n: b.lit(0), seen: b.setFrom(b.set(coin)) }),
  actions: [b.action("up", [], b.block(b.when(b.binary(n, "<", b.lit(4000))), b.run(b.update(n, "++"))))],
  properties,
  options: { deadlock: "ignore", constraint: b.body(b.give(b.binary(n, "<", b.lit(3999)))) },
});

it("gives a byte for each of many states", async () => {
  const program = programOf(model);
  const engine = createWasmEngine(model, program, testHost());
  try {
    // The failing property would be a range failure if it were asked.
    expect(await search(engine, { ...model, properties: properties.slice(0, 1) }, {})).toMatchObject({
      kind: "exhausted",
    });
    const predicates = createPredicates(model, engine.shared);
    const decoder = createDecoder(program.layout);
    const values = Array.from(
      { length: 4001 },
      (_, i): Value => ({ n: i, seen: i % 2 ? [{ up: true }] : [{ up: false }, { up: true }] }),
    );
    const words = BigUint64Array.from(values.flatMap((v) => [...decoder.words(v as never)]));
    const expected = (f: (i: number) => number): Uint8Array => Uint8Array.from(values, (_, i) => f(i));
    const yes = (is: boolean): number => (is ? 1 : 0);
    const body = (property: number, instance = 0) => predicates.answer({ property, goal: false, instance }, words);
    const goal = (property: number, instance = 0) => predicates.answer({ property, goal: true, instance }, words);
    expect(body(1)).toEqual(expected(verdict));
    expect(body(2)).toEqual(expected((i) => yes(i >= 2)));
    expect(goal(2)).toEqual(expected((i) => yes(i >= 5)));
    expect(body(3)).toEqual(expected((i) => yes(i % 2 === 0)));
    expect(predicates.inside(words)).toEqual(expected((i) => yes(i < 3999)));
    expect(() => goal(1)).toThrow("no leadsTo");
  } finally {
    await engine.close();
  }
});

/** Of 6 / (n - 3): whole quotients are compared with 6, others fail. */
function verdict(i: number): number {
  if (i === 3) return 3;
  const quotient = 6 / (i - 3);
  if (!Number.isInteger(quotient)) return 3;
  return quotient === 6 ? 1 : 0;
}
