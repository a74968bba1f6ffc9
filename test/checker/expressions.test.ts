// Values of single expressions and the ways of control statements, each compared with the same thing in JavaScript.
// Not here: what a step comes to as a whole (steps.test.ts).
import { describe, expect, it } from "vitest";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import type { Value } from "../../ir/value.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";

const num = b.int(-100, 2000);
const cpu = b.id(0, "Cpu", 3);
const nums = b.seq(num, 6);
const pair = b.record({ a: num, b: b.orUndefined(num) });

/** Runs `code` over the slots and gives what it leaves in `out`. */
function left(
  code: (out: ReturnType<ReturnType<typeof b.stateOf>>) => Stmt,
  domain: Parameters<typeof b.orNull>[0],
  slots: readonly Type[],
  functions: b.Parts["functions"] = [],
): Value {
  const state = b.record({ out: b.orUndefined(domain), keep: nums });
  const stepping = createStepping(
    b.model({
      state,
      ids: [{ name: "Cpu", size: 3 }],
      init: b.make(state, { out: b.undef, keep: b.list(nums, ...[3, 1, 2].map(b.lit)) }),
      actions: [b.action("act", [], code(b.stateOf(state)("out")), ...slots)],
      functions,
    }),
  );
  const [first] = [...stepping.initial()];
  const [next, ...more] = stepping.successors(first?.state ?? expect.fail("no initial state"));
  expect(more).toEqual([]);
  expect(next?.failure).toBeNull();
  return next?.state?.out;
}

const valueOf = (e: Expr, domain: Parameters<typeof b.orNull>[0] = num, ...slots: Type[]): Value =>
  left((out) => b.put(out, e), domain, slots);
const kept = b.stateOf(b.record({ keep: nums }))("keep");
const n = (i: number, type: Type = num) => b.local(i, type);

describe("numbers", () => {
  it.each([
    [b.binary(b.lit(-7), "%", b.lit(4)), -3],
    [b.binary(b.lit(-4), "%", b.lit(2)), 0],
    [b.binary(b.lit(6), "/", b.lit(-3)), -2],
    [b.binary(b.lit(2), "**", b.lit(5)), 32],
    [b.binary(b.lit(-1), ">>>", b.lit(28)), 15],
    [b.binary(b.lit(5), "^", b.lit(3)), 6],
    [b.unary("~", b.lit(5)), -6],
    [b.math("floorDiv", b.lit(-7), b.lit(2)), -4],
    [b.math("truncDiv", b.lit(-7), b.lit(2)), -3],
    [b.math("ceilDiv", b.lit(7), b.lit(2)), 4],
    [b.math("min", b.lit(3), b.lit(-3), b.lit(2)), -3],
    [b.math("sign", b.lit(-9)), -1],
  ])("%#: as JavaScript has them", (e, expected) => expect(valueOf(e)).toBe(expected));

  it("have one zero", () => {
    for (const e of [
      b.unary("-", b.lit(0)),
      b.binary(b.lit(0), "*", b.lit(-1)),
      b.math("truncDiv", b.lit(-1), b.lit(2)),
    ])
      expect(Object.is(valueOf(e), 0)).toBe(true);
  });
});

describe("operators", () => {
  it("evaluate no more than they need", () => {
    const effect = (slot: number) => b.binary(b.update(n(slot), "++", true), ">", b.lit(0));
    const code = (e: Expr) => (out: ReturnType<ReturnType<typeof b.stateOf>>) =>
      b.block(b.let_(0, b.lit(0)), b.run(e), b.put(out, n(0)));
    expect(left(code(b.logical(b.lit(false), "&&", effect(0))), num, [num])).toBe(0);
    expect(left(code(b.logical(b.lit(true), "||", effect(0))), num, [num])).toBe(0);
    expect(left(code(b.logical(b.lit(0), "??", effect(0))), num, [num])).toBe(0);
    expect(left(code(b.logical(b.lit(null), "??", effect(0))), num, [num])).toBe(1);
  });

  it("assign to the place that was named first", () => {
    const index = n(0);
    const code = (out: ReturnType<ReturnType<typeof b.stateOf>>) =>
      b.block(
        b.let_(0, b.lit(0)),
        b.put(b.element(kept, b.update(index, "++")), b.update(index, "++"), "+"),
        b.put(out, b.clone(kept)),
      );
    // keep[i++] += i++ over [3, 1, 2]
    expect(left(code, nums, [num])).toEqual([4, 1, 2]);
  });

  it("give the old or the new value of what they update", () => {
    const updated = (prefix: boolean) => (out: ReturnType<ReturnType<typeof b.stateOf>>) =>
      b.block(
        b.let_(0, b.lit(5)),
        b.put(out, b.binary(b.binary(b.update(n(0), "--", prefix), "*", b.lit(10)), "+", n(0))),
      );
    expect(left(updated(false), num, [num])).toBe(54);
    expect(left(updated(true), num, [num])).toBe(44);
  });

  it("stop a chain at what is not there", () => {
    const maybe = b.orNull(pair);
    const a = (base: Expr) => b.optional(base, 0, b.get(n(0, pair), "a"));
    expect(
      valueOf(a(b.conditional(b.lit(true), { ...b.lit(null), type: maybe }, b.lit(null))), num, pair),
    ).toBeUndefined();
    expect(valueOf(a(b.make(pair, { a: b.lit(4) })), num, pair)).toBe(4);
    expect(valueOf(b.get(b.make(pair, { a: b.lit(4) }), "b"), num)).toBeUndefined();
  });

  it("tell types apart, identities being symbols", () => {
    const text = b.oneOf("number", "symbol", "object", "undefined");
    expect(valueOf(b.typeOf(b.lit(1)), text)).toBe("number");
    expect(valueOf(b.typeOf(b.firstOf(cpu, 0, b.lit(true))), text, cpu)).toBe("symbol");
    expect(valueOf(b.typeOf(b.lit(null)), text)).toBe("object");
    expect(valueOf(b.typeOf(b.undef), text)).toBe("undefined");
  });

  it("compare contents with same", () => {
    const make = (x: number, y: Expr | null) => b.make(pair, { a: b.lit(x), ...(y === null ? {} : { b: y }) });
    expect(valueOf(b.same(make(1, null), make(1, b.undef)), b.BOOL)).toBe(true);
    expect(valueOf(b.same(make(1, b.lit(2)), make(1, null)), b.BOOL)).toBe(false);
    const ofTwo = (x: number, y: number) => b.setFrom(b.set(num), b.list(nums, b.lit(x), b.lit(y)));
    expect(valueOf(b.same(ofTwo(1, 2), ofTwo(2, 1)), b.BOOL)).toBe(true);
    expect(valueOf(b.same(kept, b.list(nums, b.lit(3), b.lit(2), b.lit(1))), b.BOOL)).toBe(false);
  });
});

describe("sequences", () => {
  const [x, i] = [n(0), n(1)];
  it.each<[Expr, Parameters<typeof b.orNull>[0], Value]>([
    [b.seqMethod(kept, "at", num, [b.lit(-1)]), num, 2],
    [b.seqMethod(kept, "at", num, [b.lit(9)]), num, undefined],
    [b.seqMethod(kept, "slice", nums, [b.lit(1)]), nums, [1, 2]],
    [b.seqMethod(kept, "concat", nums, [kept]), nums, [3, 1, 2, 3, 1, 2]],
    [b.seqMethod(kept, "includes", b.BOOL, [b.lit(2)]), b.BOOL, true],
    [b.seqMethod(kept, "indexOf", num, [b.lit(7)]), num, -1],
    [b.seqMethod(b.clone(kept), "reverse", nums), nums, [2, 1, 3]],
    [b.seqMethod(kept, "some", b.BOOL, [], b.lambda([0], b.eq(x, b.lit(2)))), b.BOOL, true],
    [b.seqMethod(kept, "every", b.BOOL, [], b.lambda([0, 1], b.binary(x, ">", i))), b.BOOL, false],
    [b.seqMethod(kept, "filter", nums, [], b.lambda([0], b.binary(x, ">", b.lit(1)))), nums, [3, 2]],
    [b.seqMethod(kept, "map", nums, [], b.lambda([0, 1], b.binary(x, "*", i))), nums, [0, 1, 4]],
    [b.seqMethod(kept, "find", num, [], b.lambda([0], b.binary(x, "<", b.lit(3)))), num, 1],
    [b.seqMethod(kept, "findIndex", num, [], b.lambda([0], b.binary(x, "<", b.lit(0)))), num, -1],
    [
      b.seqMethod(kept, "reduce", num, [b.lit(10)], b.lambda([0, 1, 2], b.binary(b.binary(x, "-", i), "+", n(2)))),
      num,
      7,
    ],
    [b.size(kept), num, 3],
    [b.list(nums, b.lit(0)), nums, [0]],
  ])("%#: as JavaScript has them", (e, domain, expected) =>
    expect(valueOf(e, domain, num, num, num)).toEqual(expected),
  );

  const one = [x] as const;
  const from = (op: "findLast" | "findLastIndex", bound: number): Expr =>
    b.seqMethod(kept, op, num, [], b.lambda([0], b.binary(one[0], "<", b.lit(bound))));
  const rising = b.lambda([0, 1], b.binary(x, "-", i));
  const digits = (k: number, ...xs: number[]): Expr => b.list(b.seq(num, k), ...xs.map(b.lit));
  it.each<[string, Expr, Value]>([
    ["findLast", from("findLast", 3), 2],
    ["findLast of nothing", from("findLast", 0), undefined],
    ["findLastIndex", from("findLastIndex", 2), 1],
    ["lastIndexOf", b.seqMethod(digits(6, 1, 2, 1, 3), "lastIndexOf", num, [b.lit(1)]), 2],
    ["lastIndexOf of nothing", b.seqMethod(kept, "lastIndexOf", num, [b.lit(7)]), -1],
    [
      "reduceRight",
      b.seqMethod(
        kept,
        "reduceRight",
        num,
        [b.lit(0)],
        b.lambda([0, 1, 2], b.binary(b.binary(x, "*", b.lit(10)), "+", b.binary(i, "+", n(2)))),
      ),
      // ((0·10 + 2+2)·10 + 1+1)·10 + 3+0
      423,
    ],
  ])("%s as JavaScript has it", (_, e, expected) => expect(valueOf(e, num, num, num, num)).toBe(expected));

  it.each<[string, Expr, readonly number[]]>([
    ["toReversed", b.seqMethod(kept, "toReversed", nums), [2, 1, 3]],
    ["toSorted", b.seqMethod(kept, "toSorted", nums, [], rising), [1, 2, 3]],
    ["flatMap", b.seqMethod(kept, "flatMap", nums, [], b.lambda([0, 1], b.list(nums, x, i))), [3, 0, 1, 1, 2, 2]],
    ["toSpliced", b.seqMethod(kept, "toSpliced", nums, [b.lit(1), b.lit(1), b.lit(8), b.lit(9)]), [3, 8, 9, 2]],
    ["toSpliced to the end", b.seqMethod(kept, "toSpliced", nums, [b.lit(-2)]), [3]],
    ["toSpliced of nothing", b.seqMethod(kept, "toSpliced", nums), [3, 1, 2]],
    ["with", b.seqMethod(kept, "with", nums, [b.lit(-1), b.lit(7)]), [3, 1, 7]],
    ["fill", b.seqMethod(b.clone(kept), "fill", nums, [b.lit(4), b.lit(1)]), [3, 4, 4]],
    ["fill from the end", b.seqMethod(b.clone(kept), "fill", nums, [b.lit(4), b.lit(-3), b.lit(-1)]), [4, 4, 2]],
    ["splice gives what it takes", b.seqMethod(b.clone(kept), "splice", nums, [b.lit(0), b.lit(2)]), [3, 1]],
    ["sort gives the sequence", b.seqMethod(b.clone(kept), "sort", nums, [], rising), [1, 2, 3]],
  ])("%s gives a sequence as JavaScript does", (_, e, expected) =>
    expect(valueOf(e, nums, num, num, num)).toEqual(expected),
  );

  it("change in place where JavaScript's do", () => {
    const keptAfter = (e: Expr) => left((out) => b.block(b.run(e), b.put(out, b.clone(kept))), nums, [num, num, num]);
    expect(keptAfter(b.seqMethod(kept, "splice", nums, [b.lit(1), b.lit(1), b.lit(8), b.lit(9)]))).toEqual([
      3, 8, 9, 2,
    ]);
    expect(keptAfter(b.seqMethod(kept, "splice", nums, [b.lit(-1)]))).toEqual([3, 1]);
    expect(keptAfter(b.seqMethod(kept, "sort", nums, [], rising))).toEqual([1, 2, 3]);
    expect(keptAfter(b.seqMethod(kept, "fill", nums, [b.lit(5)]))).toEqual([5, 5, 5]);
    expect(keptAfter(b.seqMethod(kept, "toSorted", nums, [], rising))).toEqual([3, 1, 2]);
  });

  it("sort stably, and in one way where the comparator is no order", () => {
    const byTens = b.lambda([0, 1], b.binary(b.math("floorDiv", x, b.lit(10)), "-", b.math("floorDiv", i, b.lit(10))));
    const list = digits(6, 21, 13, 22, 11, 12, 20);
    expect(valueOf(b.seqMethod(list, "toSorted", nums, [], byTens), nums, num, num)).toEqual([13, 11, 12, 21, 22, 20]);
    // Each is greater than any before it: every element goes to the front.
    const always = b.lambda([0, 1], b.lit(1));
    expect(valueOf(b.seqMethod(kept, "toSorted", nums, [], always), nums, num, num)).toEqual([2, 1, 3]);
  });

  it("copy where they are spread", () => {
    const spread: Expr = {
      kind: "seq",
      parts: [
        { spread: true, value: kept },
        { spread: false, value: b.lit(9) },
      ],
      at: b.at,
      type: nums,
    };
    expect(valueOf(spread, nums)).toEqual([3, 1, 2, 9]);
  });
});

describe("sets", () => {
  const of = (...xs: number[]) => b.setFrom(b.set(num), b.list(nums, ...xs.map(b.lit)));
  it.each<[Expr, Value]>([
    [b.setMethod(of(3, 1), "union", b.set(num), of(2)), [1, 2, 3]],
    [b.setMethod(of(3, 1), "intersection", b.set(num), of(1, 2)), [1]],
    [b.setMethod(of(3, 1), "difference", b.set(num), of(1, 2)), [3]],
    [b.setMethod(of(3, 1), "symmetricDifference", b.set(num), of(1, 2)), [2, 3]],
    [b.setMethod(of(3), "add", b.set(num), b.lit(-1)), [-1, 3]],
    [b.quantifier("setOf", [b.int(0, 5)], [0], b.binary(n(0), ">", b.lit(3))), [4, 5]],
  ])("%#: hold what JavaScript's hold, ascending", (e, expected) =>
    expect(valueOf(e, b.set(num), num)).toEqual(expected),
  );

  it.each<[Expr, boolean]>([
    [b.setMethod(of(1), "isSubsetOf", b.BOOL, of(1, 2)), true],
    [b.setMethod(of(1), "isSupersetOf", b.BOOL, of(1, 2)), false],
    [b.setMethod(of(1), "isDisjointFrom", b.BOOL, of(2)), true],
    [b.setMethod(of(1), "delete", b.BOOL, b.lit(2)), false],
  ])("%#: answer as JavaScript's do", (e, expected) => expect(valueOf(e, b.BOOL)).toBe(expected));
});

describe("quantifiers", () => {
  const [x, y] = [n(0), n(1)];
  it("go through every combination, the last fastest, and stop early", () => {
    expect(valueOf(b.quantifier("count", [b.int(0, 2), b.int(0, 2)], [0, 1], b.binary(x, "<", y)), num, num, num)).toBe(
      3,
    );
    expect(valueOf(b.quantifier("sum", [b.int(1, 4)], [0], b.binary(x, "*", x)), num, num)).toBe(30);
    expect(
      valueOf(
        b.quantifier("some", [b.int(0, 2)], [0], b.binary(b.lit(4), "/", b.binary(x, "+", b.lit(1)))),
        b.BOOL,
        num,
      ),
    ).toBe(true);
    expect(valueOf(b.quantifier("every", [b.int(1, 0)], [0], b.lit(false)), b.BOOL, num)).toBe(true);
    expect(valueOf(b.quantifier("some", [b.id(0, "Cpu", 0)], [0], b.lit(true)), b.BOOL, cpu)).toBe(false);
    expect(valueOf(b.firstOf(b.int(0, 9), 0, b.binary(x, ">", b.lit(6))), num, num)).toBe(7);
  });

  it("fail where `first` finds nothing, and do not block", () => {
    const state = b.record({ out: num });
    const out = b.stateOf(state)("out");
    const none = b.firstOf(b.int(0, 9), 0, b.binary(x, ">", b.lit(9)));
    const act = b.action("act", [], b.put(out, none), num);
    const stepping = createStepping(b.model({ state, init: b.make(state, { out: b.lit(0) }), actions: [act] }));
    const [next] = stepping.successors({ out: 0 });
    expect(next?.failure).toMatchObject({ kind: "range", message: "no value satisfies its condition" });
  });
});

describe("control", () => {
  const add = (k: number): Stmt => b.put(n(0), b.lit(k), "+");
  const sum = (body: Stmt, functions: b.Parts["functions"] = []): Value =>
    left(
      (out) => b.block(b.let_(0, b.lit(0)), b.let_(1, b.lit(0)), body, b.put(out, n(0))),
      num,
      [num, num, num],
      functions,
    );

  it("loops, continues and breaks as JavaScript does", () => {
    const i = n(1);
    const body = b.block(
      b.if_(b.eq(i, b.lit(2)), b.continueTo(7)),
      b.if_(b.eq(i, b.lit(5)), b.breakTo(7)),
      b.put(n(0), i, "+"),
    );
    expect(sum(b.loop(7, null, body, b.update(i, "++")))).toBe(1 + 3 + 4);
    expect(sum(b.loop(7, b.lit(false), add(1), null, false))).toBe(1);
    expect(sum(b.loop(7, b.lit(false), add(1)))).toBe(0);
    expect(sum(b.labeled(3, b.block(add(1), b.loop(7, null, b.breakTo(3)), add(10))))).toBe(1);
    expect(
      sum(
        b.loop(
          1,
          b.binary(b.update(n(1), "++", true), "<=", b.lit(3)),
          b.forOf(2, 2, kept, b.block(b.if_(b.eq(n(2), b.lit(1)), b.continueTo(1)), add(1))),
        ),
      ),
    ).toBe(3);
  });

  it("goes through sequences by live position and through domains in order", () => {
    const grow = b.if_(b.binary(b.size(kept), "<", b.lit(5)), b.run(b.seqMethod(kept, "push", num, [b.lit(10)])));
    expect(sum(b.forOf(0, 1, kept, b.block(grow, b.put(n(0), n(1), "+"))))).toBe(26);
    expect(sum(b.forOf(0, 1, b.each(b.int(1, 3)), b.block(b.put(n(0), b.lit(10), "*"), b.put(n(0), n(1), "+"))))).toBe(
      123,
    );
  });

  it("switches by ===, falls through, and finds default wherever it stands", () => {
    const pick = (k: number): Stmt =>
      b.switch_(
        0,
        b.lit(k),
        [b.lit(1), add(1)],
        [null, add(10), b.breakTo(0)],
        [b.lit(2), add(100)],
        [b.lit(3), add(1000)],
      );
    expect([1, 2, 3, 4].map((k) => sum(pick(k)))).toEqual([11, 1100, 1000, 10]);
  });

  it("follows the blocks of a flow", () => {
    const i = n(1);
    const rounds = b.flow(
      { body: [b.put(i, b.lit(3))], end: { kind: "goto", to: 1 } },
      { body: [], end: { kind: "branch", test: b.binary(i, ">", b.lit(0)), then: 2, else: 3 } },
      { body: [add(5), b.run(b.update(i, "--"))], end: { kind: "goto", to: 1 } },
      { body: [add(1)], end: { kind: "stop" } },
    );
    expect(sum(rounds)).toBe(16);
  });

  it("calls functions that call themselves, each call with its own slots", () => {
    const k = b.local(0, num);
    const factorial = b.fn(
      "factorial",
      [num],
      b.block(
        b.if_(b.binary(k, "<=", b.lit(1)), b.give(b.lit(1))),
        b.give(b.binary(b.call(0, num, b.binary(k, "-", b.lit(1))), "*", k)),
      ),
      num,
    );
    expect(sum(b.put(n(0), b.call(0, num, b.lit(5))), [factorial])).toBe(120);
  });
});
