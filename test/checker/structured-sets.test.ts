// Sets of structured members and sets with a bound: what their methods give, what they leave, what fails at once and what at the end
// of the step. Expected results are those of JavaScript's own Set where members are compared by content.
// Not here: sets of scalars (expressions.test.ts), maps and bags (collections.test.ts), keys of states (codec.test.ts).
import { describe, expect, it } from "vitest";
import type { Expr } from "../../ir/expr.ts";
import type { Value } from "../../ir/value.ts";
import * as b from "./builder.ts";
import { add, domainOf, failing, left, M, m, msg, msgsOf, number, results, s, small } from "./collection-world.ts";

describe("a set of records", () => {
  it("has each content once, in the order of the domain", () => {
    expect(left(b.block(add("msgs", m(2)), add("msgs", m(0, true)), add("msgs", m(2)))).msgs).toEqual([
      M(0, true),
      M(2),
    ]);
  });

  it("keeps a copy: what was put in may be changed afterwards", () => {
    const x = b.local(0, msg);
    const code = b.block(b.let_(0, m(1)), add("msgs", x), b.put(b.get(x, "to"), b.lit(3)), add("msgs", x));
    expect(left(code, msg).msgs).toEqual([M(1), M(3)]);
  });

  it("gives copies: what came out may be stored and changed", () => {
    const x = b.local(0, msg);
    const loop = b.forOf(1, 0, s("msgs"), b.put(s("last"), x));
    const changed = b.put(b.get(s("last"), "to"), b.lit(0));
    const found = left(b.block(add("msgs", m(1)), loop, changed), msg);
    expect([found.msgs, found.last]).toEqual([[M(1)], M(0)]);
  });

  it("answers, deletes and clears by content", () => {
    const two = [add("msgs", m(1)), add("msgs", m(2))];
    expect(number(b.has(s("msgs"), m(1)), two)).toBe(1);
    expect(number(b.has(s("msgs"), m(1, true)), two)).toBe(0);
    const remove = (x: Expr) => b.setMethod(s("msgs"), "delete", b.BOOL, x);
    expect(number(remove(m(1)), two)).toBe(1);
    expect(number(remove(m(3)), two)).toBe(0);
    expect(left(b.block(...two, b.run(remove(m(1))))).msgs).toEqual([M(2)]);
    expect(left(b.block(...two, b.run(b.setMethod(s("msgs"), "clear", b.BOOL)))).msgs).toEqual([]);
  });

  it("joins, meets and compares with others", () => {
    const of = (...xs: Expr[]) => b.setFrom(b.set(msg), msgsOf(...xs));
    const made = (op: Parameters<typeof b.setMethod>[1]) =>
      left(b.put(s("msgs"), b.setMethod(of(m(1), m(2)), op, b.set(msg), of(m(2), m(3))))).msgs;
    expect(made("union")).toEqual([M(1), M(2), M(3)]);
    expect(made("intersection")).toEqual([M(2)]);
    expect(made("difference")).toEqual([M(1)]);
    expect(made("symmetricDifference")).toEqual([M(1), M(3)]);
    expect(number(b.setMethod(of(m(2)), "isSubsetOf", b.BOOL, of(m(1), m(2))))).toBe(1);
    expect(number(b.setMethod(of(m(2)), "isSupersetOf", b.BOOL, of(m(1), m(2))))).toBe(0);
    expect(number(b.setMethod(of(m(2)), "isDisjointFrom", b.BOOL, of(m(1))))).toBe(1);
    expect(number(b.same(of(m(1), m(2)), of(m(2), m(1), m(1))))).toBe(1);
    expect(number(b.same(of(m(1)), of(m(2))))).toBe(0);
  });

  it("is filtered and asked with functions", () => {
    const x = b.local(0, msg);
    const of = b.setFrom(b.set(msg), msgsOf(m(1), m(2, true), m(3)));
    const isFar = b.lambda([0], b.binary(b.get(x, "to"), ">", b.lit(1)));
    expect(left(b.put(s("msgs"), b.overSet(of, "filter", b.set(msg), isFar)), msg).msgs).toEqual([M(2, true), M(3)]);
    expect(number(b.overSet(of, "some", b.BOOL, isFar), [], msg)).toBe(1);
    expect(number(b.overSet(of, "every", b.BOOL, isFar), [], msg)).toBe(0);
  });

  it("is picked from, a copy of each member, and counted by quantifiers over all sets", () => {
    const code = b.block(
      add("msgs", m(1)),
      add("msgs", m(0, true)),
      b.put(s("last"), b.pickFrom(s("msgs"), msg)),
      b.put(b.get(s("last"), "to"), b.lit(3)),
    );
    const found = results(code) as readonly Readonly<Record<string, Value>>[];
    expect(found.map((f) => f.last)).toEqual([M(3, true), M(3)]);
    expect(found.map((f) => f.msgs)).toEqual([
      [M(0, true), M(1)],
      [M(0, true), M(1)],
    ]);
    const sets = b.set(b.record({ a: b.BOOL }));
    const count = b.quantifier("count", [sets, b.map(b.BOOL, b.BOOL)], [0, 1], b.lit(true));
    expect(left(b.put(s("n"), count), sets, b.map(b.BOOL, b.BOOL)).n).toBe(4 * 9);
    const chosen = b.quantifier("setOf", [msg], [0], b.get(b.local(0, msg), "ack"));
    expect(left(b.put(s("msgs"), { ...chosen, type: b.set(msg) }), msg).msgs).toEqual(
      [0, 1, 2, 3].map((i) => M(i, true)),
    );
  });

  it("has sets as members", () => {
    const inner = (...xs: number[]) => b.setFrom(b.set(b.int(0, 1)), b.list(b.seq(small, 9), ...xs.map(b.lit)));
    const code = b.block(add("sets", inner(1, 0)), add("sets", inner()), add("sets", inner(0, 1)));
    expect(left(code).sets).toEqual([[], [0, 1]]);
  });

  it("fails at once where something can be no member, and finds no such thing", () => {
    const outside = "{ to: 9, ack: false } is outside { to: Int<0, 3>; ack: boolean }";
    expect(failing(b.block(add("msgs", m(9)), b.put(s("n"), b.lit(100))))).toMatchObject({
      path: "State.msgs",
      message: outside,
    });
    const literal = b.put(s("msgs"), b.setFrom(b.set(msg), msgsOf(m(9))));
    expect(failing(literal)).toMatchObject({ path: "new ValueSet(…)", message: outside });
    expect(number(b.has(s("msgs"), m(9)))).toBe(0);
    expect(number(b.setMethod(s("msgs"), "delete", b.BOOL, m(9)))).toBe(0);
  });
});

describe("a set with a bound", () => {
  it("fails at the member too many, and not at one that it has", () => {
    const full = [add("few", m(1)), add("few", m(2))];
    expect(left(b.block(...full, add("few", m(1)))).few).toEqual([M(1), M(2)]);
    expect(failing(b.block(...full, add("few", m(3))))).toMatchObject({
      path: "State.few",
      message: "3 members are more than its 2",
    });
    const literal = b.setFrom(domainOf("few"), msgsOf(m(1), m(2), m(3)));
    expect(failing(b.put(s("few"), literal))).toMatchObject({ message: "3 members are more than its 2" });
  });

  it("is checked at the end of the step where a whole set is stored in it", () => {
    const wide = b.setFrom(b.set(msg), msgsOf(m(1), m(2), m(3)));
    expect(failing(b.put(s("few"), wide))).toMatchObject({
      path: "State.few",
      message: "3 members are more than its 2",
    });
    const digits = b.setFrom(b.set(small), b.list(b.seq(small, 9), b.lit(2), b.lit(1)));
    expect(left(b.put(s("digits"), digits)).digits).toEqual([1, 2]);
    const grown = b.block(b.put(s("digits"), digits), add("digits", b.lit(3)));
    expect(failing(grown)).toMatchObject({ path: "State.digits", message: "3 members are more than its 2" });
    const stray = b.block(b.put(s("digits"), digits), add("digits", b.lit(7)));
    expect(failing(stray)).toMatchObject({ path: "State.digits", message: "7 is outside Int<0, 3>" });
  });
});
