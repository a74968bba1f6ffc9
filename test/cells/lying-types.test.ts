// What stands where its type says it cannot: `!` lets null and undefined through. Guards against errors of JavaScript itself in the
// interpreter, where generated code has a range failure; and against sets whose order tells of choices that were taken back.
// Not here: values outside of a state's domains (test/cells/random.test.ts).
import { describe, expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import * as b from "../checker/builder.ts";
import { createStepping } from "./both.ts";

const int = b.int(-1000, 1000);
const letter = b.int(0, 7);
const letters = b.set(letter);
const list = b.seq(letter, 8);
const pair = { ...b.record({ 0: letter, 1: letter }), tuple: true };
const table = b.table(b.oneOf("a", "b"), letter);
const state = b.record({ out: int, kept: letters });
const s = b.stateOf(state);
const slots: readonly Domain[] = [list, letters, pair, table, letter, list];
const [xs, set, tuple, rows, x] = slots.map((type, slot) => b.local(slot, type)) as [Expr, Expr, Expr, Expr, Expr];

/** What each way through the step leaves in `out`. */
function left(code: Stmt, kept: readonly number[] = []): readonly unknown[] {
  const init = b.make(state, { out: b.lit(0), kept: b.setFrom(letters) });
  const stepping = createStepping(b.model({ state, init, actions: [b.action("act", [], code, ...slots)] }));
  return stepping.successors({ out: 0, kept: [...kept] }).map((step) => step.failure?.kind ?? step.state?.out);
}

describe("what is used and is not there", () => {
  const uses: Readonly<Record<string, Stmt>> = {
    size: b.run(b.size(xs)),
    "size of a set": b.run(b.size(set)),
    push: b.run(b.seqMethod(xs, "push", int, [b.lit(1)])),
    pop: b.run(b.seqMethod(xs, "pop", letter)),
    at: b.run(b.seqMethod(xs, "at", letter, [b.lit(0)])),
    filter: b.run(b.seqMethod(xs, "filter", list, [], b.lambda([4], b.lit(true)))),
    concat: b.run(b.seqMethod(xs, "concat", list, [b.list(list)])),
    has: b.run(b.has(set, b.lit(1))),
    add: b.run(b.setMethod(set, "add", letters, b.lit(1))),
    clear: b.run(b.setMethod(set, "clear", letters)),
    union: b.run(b.setMethod(set, "union", letters, b.setFrom(letters))),
    "union with it": b.run(b.setMethod(b.setFrom(letters), "union", letters, set)),
    "subset of it": b.run(b.setMethod(b.setFrom(letters), "isSubsetOf", b.BOOL, set)),
    spread: b.run({ ...b.list(list), kind: "seq", parts: [{ spread: true, value: xs }] } as Expr),
    index: b.run(b.element(xs, b.lit(0))),
    "for … of": b.forOf(1, 4, xs, b.block()),
    "pick of it": b.run(b.pickFrom(xs, letter)),
    row: b.run(b.row(rows, b.lit("a"))),
    field: b.run(b.get(tuple, "0")),
    "element of a tuple": b.run({ ...b.element(xs, b.lit(0)), of: tuple } as Expr),
    "element of a tuple, written": b.put(
      { ...b.element(xs, b.lit(0)), of: tuple } as typeof x & { kind: "index" },
      b.lit(1),
    ),
    "spread table": b.run(b.make(table, { a: b.lit(1) }, [rows])),
  };
  it.each(Object.entries(uses))("is a range failure: %s", (_, use) => {
    expect(left(use)).toEqual(["range"]);
  });

  it("is an empty set to `new Set`", () => {
    expect(left(b.put(s("out"), b.size(b.setFrom(letters, set))))).toEqual([0]);
  });
});

describe("the order of a set", () => {
  const first = b.element(
    { ...b.list(list), kind: "seq", parts: [{ spread: true, value: s("kept") }] } as Expr,
    b.lit(0),
  );
  it.each([
    ["delete", b.run(b.setMethod(s("kept"), "delete", b.BOOL, b.lit(1)))],
    ["clear", b.run(b.setMethod(s("kept"), "clear", letters))],
    [
      "delete and add",
      b.block(
        b.run(b.setMethod(s("kept"), "delete", b.BOOL, b.lit(1))),
        b.run(b.setMethod(s("kept"), "add", letters, b.lit(1))),
      ),
    ],
  ])("is what it was after a choice was taken back: %s", (_, change) => {
    const step = b.block(
      b.if_(
        b.eq(b.pickOne(letter, b.lit(0), b.lit(1)), b.lit(0)),
        b.block(change, b.put(s("out"), b.lit(9))),
        b.put(s("out"), first),
      ),
    );
    expect(left(step, [1, 2, 3])).toEqual([9, 1]);
  });
});
