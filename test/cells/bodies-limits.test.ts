// Guards against limits that are off by one (iterations, calls), against objects that pile up in a step, and against domains that
// are made whole where one value after the other would do.
// Not here: what the failures are called (test/checker/steps.test.ts).
import { describe, expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import * as b from "../checker/builder.ts";
import { createStepping } from "./both.ts";

const int = b.int(-1000, 1_000_000);
const letters = b.set(b.int(0, 15));
const record = b.record({ a: b.int(0, 1), b: b.orNull(b.int(0, 3)), c: b.set(b.int(0, 7)) });
const state = b.record({ out: int });
const out = b.stateOf(state)("out");
const slots: readonly Domain[] = [int, int, int, int];
const n = (slot: number, type: Domain = int) => b.local(slot, type);

/** What `code` leaves in `out`, "range" where it fails; the interpreter's answer, with which the generated code agrees. */
function left(code: Stmt, more: Partial<b.Parts> = {}, types: readonly Domain[] = slots): unknown {
  const action = b.action("act", [], code, ...types);
  const stepping = createStepping(
    b.model({ state, init: b.make(state, { out: b.lit(0) }), actions: [action], ...more }),
  );
  const [step] = stepping.successors({ out: 0 });
  return step?.failure?.kind ?? step?.state?.out;
}
const valueOf = (e: Expr, ...types: Domain[]): unknown => left(b.put(out, e), {}, types);

describe("iterations", () => {
  const rounds = (count: number) => b.binary(b.update(n(0), "++"), "<", b.lit(count));
  const begin = b.let_(0, b.lit(0));
  it.each<[string, (count: number) => Stmt]>([
    ["while", (count) => b.loop(1, rounds(count), b.block())],
    ["do", (count) => b.loop(1, rounds(count - 1), b.block(), null, false)],
    ["for", (count) => b.loop(1, b.binary(n(0), "<", b.lit(count)), b.continueTo(1), b.update(n(0), "++"))],
    ["for … of each", (count) => b.forOf(1, 1, b.each(b.int(1, count)), b.block())],
    ["for … of", (count) => b.forOf(1, 1, b.seqMethod(b.each(b.int(1, count)), "slice", b.seq(int, count)), b.block())],
    ["flow", (count) => jumpsBack(rounds(count))],
  ])("end a %s past 100,000", (_, loop) => {
    expect(left(b.block(begin, loop(100_000), b.put(out, b.lit(7))))).toBe(7);
    expect(left(b.block(begin, loop(100_001), b.put(out, b.lit(7))))).toBe("range");
    const half = b.block(begin, loop(60_000), begin);
    expect(left(b.block(half, loop(40_000), b.put(out, b.lit(7))))).toBe(7);
    expect(left(b.block(half, loop(40_001), b.put(out, b.lit(7))))).toBe("range");
  });
  const jumpsBack = (test: Expr): Stmt =>
    b.flow(
      { body: [], end: { kind: "branch", test, then: 1, else: 2 } },
      { body: [], end: { kind: "goto", to: 0 } },
      { body: [], end: { kind: "stop" } },
    );
});

describe("calls", () => {
  it("nest 500 deep, however many there were before", () => {
    const down = b.fn(
      "down",
      [int],
      b.give(b.conditional(b.binary(n(0), ">", b.lit(1)), b.call(0, int, b.binary(n(0), "-", b.lit(1))), b.lit(7))),
      int,
    );
    const deep = (k: number): Expr => b.call(0, int, b.lit(k));
    expect(left(b.put(out, deep(500)), { functions: [down] })).toBe(7);
    expect(left(b.put(out, deep(501)), { functions: [down] })).toBe("range");
    expect(left(b.put(out, b.binary(deep(500), "+", deep(500))), { functions: [down] })).toBe(14);
  });
});

describe("domains", () => {
  const x = n(0, letters);
  it("of sets, records and sequences are gone through one value after the other", () => {
    const even = b.eq(b.binary(b.size(x), "%", b.lit(2)), b.lit(0));
    expect(valueOf(b.quantifier("count", [letters], [0], even), letters)).toBe(2 ** 15);
    const r = n(0, record);
    const few = b.binary(b.size(b.get(r, "c")), "===", b.get(r, "a"));
    expect(valueOf(b.quantifier("count", [record], [0], few), record)).toBe((1 + 8) * 5);
    const q = n(0, b.seq(b.BOOL, 10));
    expect(valueOf(b.quantifier("sum", [b.seq(b.BOOL, 10)], [0], b.size(q)), b.seq(b.BOOL, 10))).toBe(9 * 2 ** 11 + 2);
  });

  it("give back what a round has made, also where it calls functions", () => {
    const bigger = b.fn(
      "bigger",
      [letters],
      b.block(
        b.let_(1, b.setMethod(n(0, letters), "union", letters, n(0, letters))),
        b.let_(2, b.clone(n(1, letters))),
        b.give(b.binary(b.size(n(2, letters)), ">", b.lit(8))),
      ),
      b.BOOL,
      ...[letters, letters],
    );
    const count = b.quantifier("count", [letters], [0], b.call(0, b.BOOL, x));
    expect(left(b.put(out, count), { functions: [bigger] }, [letters])).toBe(26_333);
  });

  it("may have more values than can be counted where the search stops early", () => {
    const huge = b.set(b.int(0, 99));
    const last = b.table(b.int(0, 79), b.BOOL);
    const three = b.binary(b.size(n(0, huge)), "===", b.lit(3));
    expect(valueOf(b.conditional(b.quantifier("some", [huge], [0], three), b.lit(1), b.lit(2)), huge)).toBe(1);
    expect(valueOf(b.size(b.firstOf(huge, 0, three)), huge)).toBe(3);
    const isSet = b.row(n(0, last), b.lit(79));
    expect(valueOf(b.conditional(b.row(b.firstOf(last, 0, isSet), b.lit(78)), b.lit(1), b.lit(2)), last)).toBe(2);
  });
});
