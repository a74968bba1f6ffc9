// A model may have millions of initial states: they are made some at a time. Guards against a search that hears of nobody, and knows of
// no limit, before it has all of them.
// Not here: levels after the first (levels.test.ts, memory.test.ts).
import { describe, expect, it } from "vitest";
import * as b from "../checker/builder.ts";
import { agree, generatedly, withWorkers } from "./engines.ts";

const MANY = 100_000;
const number = b.int(0, MANY - 1);
const state = b.record({ n: number, done: b.BOOL });
const s = b.stateOf(state);
const step = b.action("step", [], b.block(b.when(b.not(s("done"))), b.put(s("done"), b.lit(true))));
const models = (init: Parameters<typeof b.model>[0]["init"]) =>
  b.model({ state, init, actions: [step], options: { deadlock: "ignore" } });
const all = models(b.make(state, { n: b.pick(number), done: b.lit(false) }));

describe("very many initial states", () => {
  it("are all found, also where the table grows in between", async () => {
    const outcome = await agree(all);
    expect(outcome).toMatchObject({ kind: "exhausted", distinct: 2 * MANY, depth: 2 });
    expect(await generatedly(all, {}, withWorkers(2))).toEqual(outcome);
  });

  it("stop at a limit on states, and where somebody wants it", async () => {
    expect(await generatedly(all, { maxStates: 10_000 })).toMatchObject({
      kind: "bounded",
      limit: "states",
      distinct: 0,
    });
    let asked = 0;
    const stopped = await generatedly(all, { shouldStop: () => (++asked === 2 ? "interrupted" : null) });
    expect(stopped).toMatchObject({ kind: "bounded", limit: "interrupted", distinct: 0 });
    expect(asked).toBe(2);
  });
});
