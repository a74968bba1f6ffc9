// ENABLED: true where some choice of some of the actions comes to a result from the state that is asked about; and that asking leaves
// no trace in the state, in the choices of the step under way, or in what it may still make.
// Not here: lowering (which gives every action of a process), fairness (test/liveness).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";

const state = b.record({ n: b.int(0, 3), queue: b.seq(b.int(0, 3), 2) });
const s = b.stateOf(state);
const n = s("n");
const x = b.local(0, b.int(0, 3));
const act = (code: Stmt, ...slots: Type[]) => b.action("act", [b.int(0, 3)], code, ...slots);

/** Whether the action, asked with this argument, is enabled in each n from 0 to 3. */
function asked(code: Stmt, arg: Expr = b.lit(1), ...slots: Type[]): readonly unknown[] {
  const model = b.model({
    state,
    init: b.make(state, { n: b.lit(0), queue: b.list(b.seq(b.int(0, 3), 2)) }),
    assertions: ["never"],
    actions: [act(code, ...slots)],
    properties: [b.property("invariant", "p", b.enabled([0], [arg]))],
  });
  const stepping = createStepping(model);
  return [0, 1, 2, 3].map((value) => stepping.holds(0, { n: value, queue: [] }));
}

describe("enabled", () => {
  it("asks the guard, with the argument given", () => {
    expect(asked(b.when(b.eq(n, x)))).toEqual([false, true, false, false]);
    expect(asked(b.when(b.eq(n, x)), b.lit(3))).toEqual([false, false, false, true]);
  });

  it("fails for an argument that the action does not have", () => {
    const outside = { kind: "range", path: "x0 of enabled(…)", message: "4 is outside Int<0, 3>" };
    expect(asked(b.block(), b.lit(4))).toEqual(new Array(4).fill(expect.objectContaining(outside)));
  });

  it("looks for a choice that is not blocked", () => {
    const y = b.local(1, b.int(0, 3));
    const code = b.block(b.let_(1, b.pick(b.int(0, 3), b.lambda([1], b.binary(y, "<", n)))), b.when(b.eq(y, b.lit(1))));
    expect(asked(code, b.lit(0), b.int(0, 3))).toEqual([false, false, true, true]);
  });

  it("takes a failing step for none, and one whose result is outside for one", () => {
    expect(asked(b.block(b.assert(b.binary(n, ">", b.lit(1)), 0)))).toEqual([false, false, true, true]);
    expect(asked(b.put(n, b.lit(9)))).toEqual([true, true, true, true]);
  });

  it("is true where one of several actions is", () => {
    const model = b.model({
      state,
      init: b.make(state, { n: b.lit(0), queue: b.list(b.seq(b.int(0, 3), 2)) }),
      actions: [act(b.when(b.eq(n, b.lit(1)))), act(b.when(b.eq(n, x)))],
      properties: [b.property("invariant", "p", b.enabled([0, 1], [b.lit(3)]))],
    });
    const stepping = createStepping(model);
    expect([0, 1, 2, 3].map((value) => stepping.holds(0, { n: value, queue: [] }))).toEqual([false, true, false, true]);
  });

  it("looks at the next state of a step where that is asked", () => {
    const grows = b.property(
      "stepInvariant",
      "p",
      b.logical(b.enabled([0], [b.lit(2)]), "||", b.enabled([0], [b.lit(2)], "next")),
    );
    const model = b.model({
      state,
      init: b.make(state, { n: b.lit(0), queue: b.list(b.seq(b.int(0, 3), 2)) }),
      actions: [act(b.when(b.eq(n, x)))],
      properties: [grows],
    });
    const stepping = createStepping(model);
    const step = (from: number, to: number) => stepping.holds(0, { n: from, queue: [] }, { n: to, queue: [] });
    expect([step(0, 1), step(1, 2), step(2, 3)]).toEqual([false, true, true]);
  });

  it("leaves the choices and the state of the step under way alone", async () => {
    // Every step has two picks of its own; the invariant tries others between them and the next step.
    const [u, v] = [b.local(1, b.int(0, 3)), b.local(2, b.int(0, 3))];
    const code = b.block(
      b.when(b.eq(n, b.lit(0))),
      b.let_(1, b.pick(b.int(0, 3))),
      b.let_(2, b.pick(b.int(0, 3))),
      b.run(b.seqMethod(s("queue"), "push", b.int(0, 3), [u])),
      b.run(b.seqMethod(s("queue"), "push", b.int(0, 3), [v])),
      b.put(n, x),
    );
    const model = b.model({
      state,
      init: b.make(state, { n: b.lit(0), queue: b.list(b.seq(b.int(0, 3), 2)) }),
      actions: [b.action("act", [b.int(1, 3)], code, b.int(0, 3), b.int(0, 3))],
      properties: [b.property("reachable", "p", b.enabled([0], [b.lit(1)]))],
    });
    // 16 queues with each of three numbers.
    expect(await check(model)).toMatchObject({ kind: "exhausted", distinct: 1 + 48, generated: 1 + 48, depth: 2 });
  });
});
