// A step that goes on making values ends as a range failure before the memory does, in both evaluators at the same value. Guards
// against a construct that one of them counts otherwise, and against traps where the arena or the stack ends.
// Not here: rounds of loops and calls of small functions (bodies-limits.test.ts).
import { describe, expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import * as b from "../checker/builder.ts";
import { createStepping } from "./both.ts";

const int = b.int(-1000, 1_000_000);
const letter = b.int(0, 15);
const letters = b.set(letter);
const numbers = b.seq(b.int(1, 200_000), 200_000);
const record = b.record({ a: letter, b: letters });
const rows = b.table(b.int(0, 30), letters);
const item = b.record({ a: letter, b: b.seq(b.BOOL, 2) });
const items = b.set(item);
const byLetter = b.map(letter, record);
const byItem = b.map(item, letter, 9);
const bag = b.bag(item, 9);
const entry = b.tupleOf(item, letter);
const state = b.record({ out: int, xs: b.seq(letter, 40) });
const out = b.stateOf(state)("out");
const [N, X, S, T, R, W, E, I, M, P, B, Q] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const slots: readonly Domain[] = [
  ...[int, numbers, letters, letters, record, rows, letter],
  ...[items, byLetter, byItem, bag, entry, item, letter],
];
const [ITEM, SECOND] = [12, 13];
const n = b.local(N, int);
const x = b.local(X, numbers);
const s = b.local(S, letters);
const t = b.local(T, letters);
const r = b.local(R, record);
const w = b.local(W, rows);
const i = b.local(I, items);
const m = b.local(M, byLetter);
const p = b.local(P, byItem);
const g = b.local(B, bag);
const made = (a: Expr): Expr => b.make(item, { a, b: b.list(b.seq(b.BOOL, 2), b.lit(true)) });
const times16 = (e: Expr): Expr => b.binary(e, "&", b.lit(15));

function left(code: Stmt, more: Partial<b.Parts> = {}): unknown {
  const action = b.action("act", [], code, ...slots);
  const init = b.make(state, { out: b.lit(0), xs: b.list(b.seq(letter, 40)) });
  const stepping = createStepping(b.model({ state, init, actions: [action], ...more }));
  const steps = stepping.successors({ out: 0, xs: [1, 2, 3] });
  return steps.map((step) => step.failure?.kind ?? step.state?.out).at(-1);
}

const begin = b.block(
  b.let_(X, b.seqMethod(b.each(b.int(1, 50)), "slice", numbers)),
  b.let_(S, b.setFrom(letters, b.each(b.int(0, 11)))),
  b.let_(T, b.setFrom(letters, b.each(b.int(8, 15)))),
  b.let_(R, b.make(record, { a: b.lit(1), b: b.clone(s) })),
  b.let_(W, b.fill(rows, s)),
  b.let_(I, b.setFrom(items, b.list(b.seq(item, 9), made(b.lit(1)), made(b.lit(2)), made(b.lit(3))))),
  b.let_(M, b.mapFrom(byLetter, b.list(b.seq(entry, 9)))),
  b.run(b.mapMethod(m, "set", byLetter, b.lit(4), r)),
  b.run(b.mapMethod(m, "set", byLetter, b.lit(5), b.clone(r))),
  b.let_(P, b.mapFrom(byItem, b.list(b.seq(entry, 9), b.pair(entry, made(b.lit(1)), b.lit(3))))),
  b.let_(B, b.bagFrom(bag, i)),
  b.let_(N, b.lit(0)),
);
const times = (count: number, what: Stmt): Stmt =>
  b.block(begin, b.loop(1, b.binary(b.update(n, "++"), "<", b.lit(count)), what), b.put(out, b.lit(7)));
const even = (e: Expr): Expr => b.eq(b.binary(e, "%", b.lit(2)), b.lit(0));
const element = b.local(E, letter);

const constructs: readonly (readonly [string, Stmt])[] = [
  ["record", b.run(b.make(record, { a: b.lit(2), b: b.clone(t) }))],
  ["spread record", b.run(b.clone(b.make(record, { a: b.lit(2) }, [r])))],
  ["sequence", b.run(b.list(b.seq(int, 9), n, n, n, n, n))],
  [
    "spread",
    b.run({
      ...b.list(numbers),
      kind: "seq",
      parts: [
        { spread: true, value: x },
        { spread: false, value: n },
      ],
    }),
  ],
  ["set", b.run(b.setFrom(letters, s))],
  ["fill", b.run(b.fill(rows, t))],
  ["fill with", b.run(b.fillWith(rows, E, t))],
  ["each", b.run(b.size(b.each(b.int(1, 30))))],
  ["each set", b.run(b.size(b.each(b.set(b.int(0, 3)))))],
  ["clone of a sequence", b.run(b.clone(x))],
  ["clone of a record", b.run(b.clone(r))],
  ["clone of a table", b.run(b.clone(w))],
  ["slice", b.run(b.seqMethod(x, "slice", numbers, [b.lit(3)]))],
  ["concat", b.run(b.seqMethod(x, "concat", numbers, [x, n]))],
  ["union", b.run(b.setMethod(s, "union", letters, t))],
  ["intersection", b.run(b.setMethod(s, "intersection", letters, t))],
  ["difference", b.run(b.setMethod(t, "difference", letters, s))],
  ["symmetric difference", b.run(b.setMethod(s, "symmetricDifference", letters, t))],
  ["set of", b.run(b.quantifier("setOf", [letter], [E], even(element)))],
  [
    "some that is found",
    b.block(b.run(b.quantifier("some", [letters], [3], b.binary(b.size(t), "===", b.lit(3)))), b.run(b.clone(s))),
  ],
  ["first", b.run(b.firstOf(letters, 3, b.binary(b.size(t), "===", b.lit(4))))],
  ["for … of a set", b.forOf(2, E, s, b.block())],
  ["add", b.block(b.run(b.setMethod(s, "add", letters, b.lit(15))), b.run(b.clone(s)))],
  ["push", b.block(b.run(b.seqMethod(x, "push", int, [n])), b.run(b.clone(t)))],
  ["unshift", b.block(b.run(b.seqMethod(x, "unshift", int, [n, n])), b.run(b.clone(t)))],
  ["filter", b.run(b.seqMethod(x, "filter", numbers, [], b.lambda([E], even(element))))],
  ["map", b.run(b.seqMethod(x, "map", numbers, [], b.lambda([E], element)))],
  ["pick of a list", b.block(b.put(n, b.pickOne(int, n)), b.run(b.clone(s)))],
];

/** Some of these at a time: what each of them counts is more than what is left open in the end. */
const ofCollections: readonly (readonly [string, Stmt])[] = [
  ["a set of records", b.run(b.setFrom(items, i))],
  ["a set of a sequence of records", b.run(b.setFrom(items, b.list(b.seq(item, 9), made(b.lit(1)), made(b.lit(1)))))],
  ["a bag", b.run(b.bagFrom(bag, i))],
  ["a map of a map", b.run(b.mapFrom(byItem, p))],
  ["a map of pairs", b.run(b.mapFrom(byItem, b.list(b.seq(entry, 9), b.pair(entry, made(b.lit(1)), b.lit(3)))))],
  ["add a record", b.run(b.setMethod(b.setFrom(items), "add", items, made(times16(n))))],
  ["add a record that is there", b.run(b.setMethod(i, "add", items, made(b.lit(1))))],
  ["put into a bag", b.run(b.bagMethod(b.bagFrom(bag), "add", bag, made(times16(n))))],
  ["put into a map", b.run(b.mapMethod(m, "set", byLetter, times16(n), r))],
  ["put into new maps", b.run(b.mapMethod(b.mapFrom(byLetter), "set", byLetter, times16(n), r))],
  ["put into a map by record", b.run(b.mapMethod(b.mapFrom(byItem), "set", byItem, made(b.lit(3)), b.lit(1)))],
  ["keys", b.run(b.mapMethod(p, "keys", items))],
  ["keys that are plain", b.run(b.mapMethod(m, "keys", letters))],
  ["some of a set", b.run(b.overSet(i, "some", b.BOOL, b.lambda([ITEM], b.lit(false))))],
  ["every of a plain set", b.run(b.overSet(s, "every", b.BOOL, b.lambda([E], b.lit(true))))],
  ["filter of a set", b.run(b.overSet(i, "filter", items, b.lambda([ITEM], b.lit(true))))],
  ["union of records", b.run(b.setMethod(i, "union", items, i))],
  ["for … of records", b.forOf(2, ITEM, i, b.block())],
  ["for … of a bag", b.forOf(2, ITEM, g, b.block())],
  ["for … of a map", b.forOf(2, Q, p, b.block())],
  ["clone of a map", b.run(b.clone(m))],
  ["clone of a bag", b.run(b.clone(g))],
  ["clone of a set of records", b.run(b.clone(i))],
  [
    "spread of a set of records",
    b.run({ kind: "seq", parts: [{ spread: true, value: i }], at: b.at, type: b.seq(item, 9) }),
  ],
  ["pick of a set of records", b.run(b.pickFrom(b.setFrom(items, b.list(b.seq(item, 1), made(b.lit(1)))), item))],
  ["set of records", b.run(b.quantifier("setOf", [b.tupleOf(b.BOOL, b.BOOL)], [ITEM], b.lit(true)))],
  ["sort", b.run(b.seqMethod(x, "sort", numbers, [], b.lambda([E, SECOND], b.lit(0))))],
  ["sorted", b.run(b.seqMethod(x, "toSorted", numbers, [], b.lambda([E, SECOND], b.lit(0))))],
  ["reversed", b.run(b.seqMethod(x, "toReversed", numbers))],
  ["with", b.run(b.seqMethod(x, "with", numbers, [b.lit(1), b.lit(1)]))],
  ["flat map", b.run(b.seqMethod(x, "flatMap", numbers, [], b.lambda([E], b.list(numbers, element, element))))],
  ["splice", b.run(b.seqMethod(x, "splice", numbers, [b.lit(1), b.lit(1), b.lit(1)]))],
  ["spliced", b.run(b.seqMethod(x, "toSpliced", numbers, [b.lit(1), b.lit(1), b.lit(1)]))],
];

/** About how many rounds there is room for; both evaluators are asked on both sides, ever closer: to this part of them. */
function most(what: Stmt, closely: number): number {
  let [fits, fails] = [0, 2000];
  while (left(times(fails, what)) === 7) [fits, fails] = [fails, 2 * fails];
  expect(left(times(fails, what))).toBe("range");
  while (fails - fits > fits / closely) {
    const middle = Math.floor((fits + fails) / 2);
    if (left(times(middle, what)) === 7) fits = middle;
    else fails = middle;
  }
  return fits;
}

describe("what a step makes", () => {
  it.each(constructs)("is bounded alike: %s", (_, what) => {
    expect(most(what, 256)).toBeGreaterThan(500);
  });
  it.each([0, 9, 18, 27])("is bounded alike, of collections from number %i on", (from) => {
    const some = ofCollections.slice(from, from + 9).map(([, what]) => what);
    expect(most(b.block(...some), 512)).toBeGreaterThan(500);
  });
});

describe("a step comes to its end", () => {
  const grow = b.put(x, {
    ...b.list(numbers),
    kind: "seq",
    parts: [
      { spread: true, value: x },
      { spread: false, value: n },
    ],
  });
  it("where it goes on making a longer sequence", () => {
    expect(left(b.block(begin, b.loop(1, b.lit(true), grow)))).toBe("range");
  });

  it("where it doubles a sequence, or a record of records, over and over", () => {
    expect(left(b.block(begin, b.loop(1, b.lit(true), b.put(x, b.seqMethod(x, "concat", numbers, [x])))))).toBe(
      "range",
    );
  });

  it("where it lists more values than there is room for", () => {
    expect(left(b.block(b.let_(N, b.size(b.each(b.int(1, 400_000)))), b.put(out, b.lit(7))))).toBe(7);
    expect(left(b.block(b.let_(N, b.size(b.each(b.int(1, 600_000)))), b.put(out, b.lit(7))))).toBe("range");
    expect(left(b.block(b.let_(N, b.size(b.each(b.int(0, 2 ** 53 - 1)))), b.put(out, b.lit(7))))).toBe("range");
    const all = b.forOf(2, N, b.each(b.int(0, 2 ** 53 - 1)), b.block());
    expect(left(b.block(all, b.put(out, b.lit(7))))).toBe("range");
  });

  it("where it chooses more often than choices are kept", () => {
    const choose = (count: number) => left(times(count, b.put(b.local(E, letter), b.pickOne(letter, b.lit(1)))));
    expect(choose(65_536)).toBe(7);
    expect(choose(65_537)).toBe("range");
  });

  it("where large functions call themselves, before the stack does", () => {
    const deep = (k: Expr, lines: number) => {
      // Each level keeps as many values on the stack as it has lines.
      const sum = Array.from({ length: lines }, (_, i) => b.binary(b.local(0, int), "+", b.lit(i)));
      const value = sum.reduceRight(
        (rest, e) => b.math("max", e, rest),
        b.call(0, int, b.binary(b.local(0, int), "-", b.lit(1))),
      );
      const body = b.give(b.conditional(b.binary(b.local(0, int), ">", b.lit(0)), value, b.lit(0)));
      return left(b.put(out, b.math("min", b.lit(1), b.call(0, int, k))), {
        functions: [b.fn("deep", [int], body, int)],
      });
    };
    for (const lines of [1, 5, 20, 100, 400]) {
      expect(deep(b.lit(1000), lines)).toBe("range");
      expect(deep(b.lit(3), lines)).toBe(1);
    }
  });
});
