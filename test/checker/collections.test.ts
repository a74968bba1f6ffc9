// Maps and bags: what their methods give, what they leave, what fails at once and what at the end of the step; and unions in which
// collections stand beside scalars. Expected results are those of JavaScript's own Map where keys are compared by content.
// Not here: sets (structured-sets.test.ts), keys of states (codec.test.ts).
import { describe, expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Value } from "../../ir/value.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";
import {
  add,
  domainOf,
  failing,
  left,
  M,
  m,
  msg,
  msgsOf,
  number,
  p,
  point,
  put,
  results,
  s,
  small,
  throwIn,
} from "./collection-world.ts";

describe("a map", () => {
  it("keeps the last value of a key, by content, in the order of the keys", () => {
    const n = (i: number) => b.make(b.record({ n: b.int(0, 9) }), { n: b.lit(i) });
    const code = b.block(put("by", m(2), n(1)), put("by", m(0), n(2)), put("by", m(2), n(3)));
    expect(left(code).by).toEqual([
      [M(0), { n: 2 }],
      [M(2), { n: 3 }],
    ]);
  });

  it("refers to its values and copies its keys", () => {
    const x = b.local(0, msg);
    const n = b.record({ n: b.int(0, 9) });
    const got = b.local(1, n);
    const code = b.block(
      b.let_(0, m(1)),
      put("by", x, b.make(n, { n: b.lit(1) })),
      b.put(b.get(x, "to"), b.lit(2)),
      b.let_(1, b.mapMethod(s("by"), "get", n, m(1))),
      b.put(b.get(got, "n"), b.lit(7)),
    );
    expect(left(code, msg, n).by).toEqual([[M(1), { n: 7 }]]);
  });

  it("answers, deletes, clears, counts and gives its keys", () => {
    const two = [put("at", b.lit(3), p(1, 1)), put("at", b.lit(1), p(0, 2))];
    const ask = (op: "has" | "delete", k: number) => number(b.mapMethod(s("at"), op, b.BOOL, b.lit(k)), two);
    expect([ask("has", 3), ask("has", 2), ask("has", 9), ask("delete", 1), ask("delete", 9)]).toEqual([1, 0, 0, 1, 0]);
    const gone = b.eq(b.mapMethod(s("at"), "get", b.orUndefined(point), b.lit(9)), b.undef);
    expect(number(gone, two)).toBe(1);
    expect(left(b.block(...two, b.run(b.mapMethod(s("at"), "delete", b.BOOL, b.lit(3))))).at).toEqual([
      [1, { 0: 0, 1: 2 }],
    ]);
    expect(left(b.block(...two, b.run(b.mapMethod(s("at"), "clear", b.BOOL)))).at).toEqual([]);
    expect(left(b.block(...two, b.put(s("n"), b.size(s("at"))))).n).toBe(2);
    expect(left(b.block(...two, b.put(s("digits"), b.mapMethod(s("at"), "keys", b.set(small))))).digits).toEqual([
      1, 3,
    ]);
  });

  it("is made of pairs, of which the last of a key wins, and of maps", () => {
    const entry = b.tupleOf(small, point);
    const pairs = b.list(b.seq(entry, 9), ...[p(0, 0), p(2, 2)].map((v) => b.pair(entry, b.lit(1), v)));
    expect(left(b.put(s("at"), b.mapFrom(domainOf("at"), pairs))).at).toEqual([[1, { 0: 2, 1: 2 }]]);
    const again = b.block(put("at", b.lit(0), p(1, 3)), b.put(s("at"), b.mapFrom(domainOf("at"), b.clone(s("at")))));
    expect(left(again).at).toEqual([[0, { 0: 1, 1: 3 }]]);
  });

  it("gives pairs to a loop, the value itself in them", () => {
    const n = b.record({ n: b.int(0, 9) });
    const entry = b.tupleOf(msg, n);
    const e = b.local(0, entry);
    const value = b.get(e, "1");
    const code = b.block(
      put("by", m(1), b.make(n, { n: b.lit(1) })),
      put("by", m(3), b.make(n, { n: b.lit(4) })),
      b.forOf(
        1,
        0,
        s("by"),
        b.block(b.put(b.get(value, "n"), b.lit(1), "+"), b.put(s("n"), b.get(b.get(e, "0"), "to"), "+")),
      ),
    );
    const found = left(code, entry);
    expect(found.by).toEqual([
      [M(1), { n: 2 }],
      [M(3), { n: 5 }],
    ]);
    expect(found.n).toBe(4);
  });

  it("fails where a value is used that is not there", () => {
    const n = b.record({ n: b.int(0, 9) });
    const got = b.mapMethod(s("by"), "get", b.orUndefined(n), m(1));
    expect(failing(b.put(b.get(got, "n"), b.lit(1)))).toMatchObject({
      path: "State.by.get(…).n",
      message: "State.by.get(…) is undefined here",
    });
  });

  it("fails at once for a key that it cannot have or one too many, at the end for a value", () => {
    const n = (i: number) => b.make(b.record({ n: b.int(0, 9) }), { n: b.lit(i) });
    expect(failing(put("at", b.lit(4), p(0, 0)))).toMatchObject({
      path: "State.at",
      message: "4 is outside Int<0, 3>",
    });
    const three = b.block(put("by", m(0), n(0)), put("by", m(1), n(0)), put("by", m(2), n(0)));
    expect(failing(three)).toMatchObject({ path: "State.by", message: "3 keys are more than its 2" });
    expect(failing(put("at", b.lit(1), p(0, 5)))).toMatchObject({
      path: "State.at[1][1]",
      message: "5 is outside Int<0, 3>",
    });
    const mended = b.block(put("at", b.lit(1), p(0, 5)), put("at", b.lit(1), p(0, 1)));
    expect(left(mended).at).toEqual([[1, { 0: 0, 1: 1 }]]);
  });
});

describe("a bag", () => {
  it("counts its members by content", () => {
    const three = [throwIn(m(2)), throwIn(m(1)), throwIn(m(2))];
    expect(left(b.block(...three)).bag).toEqual([M(1), M(2), M(2)]);
    const count = (x: Expr) => left(b.block(...three, b.put(s("n"), b.bagMethod(s("bag"), "count", small, x)))).n;
    expect([count(m(2)), count(m(1)), count(m(0)), count(m(9))]).toEqual([2, 1, 0, 0]);
    expect(left(b.block(...three, b.put(s("n"), b.size(s("bag"))))).n).toBe(3);
    expect(number(b.bagMethod(s("bag"), "has", b.BOOL, m(2)), three)).toBe(1);
    const remove = (x: Expr) => b.bagMethod(s("bag"), "delete", b.BOOL, x);
    expect(left(b.block(...three, b.run(remove(m(2))))).bag).toEqual([M(1), M(2)]);
    expect(number(remove(m(0)), three)).toBe(0);
    expect(left(b.block(...three, b.run(b.bagMethod(s("bag"), "clear", b.BOOL)))).bag).toEqual([]);
  });

  it("gives each member to a loop as often as it is there, to a pick once", () => {
    const three = [throwIn(m(2)), throwIn(m(1)), throwIn(m(2))];
    const x = b.local(0, msg);
    const sum = b.forOf(1, 0, s("bag"), b.put(s("n"), b.get(x, "to"), "+"));
    expect(left(b.block(...three, sum), msg).n).toBe(5);
    const picked = results(b.block(...three, b.put(s("last"), b.pickFrom(s("bag"), msg))));
    expect(picked.map((f) => (f as Readonly<Record<string, Value>>).last)).toEqual([M(1), M(2)]);
  });

  it("is made of sequences, sets and bags, and makes them", () => {
    const from = b.bagFrom(domainOf("bag"), msgsOf(m(1), m(0), m(1)));
    expect(left(b.put(s("bag"), from)).bag).toEqual([M(0), M(1), M(1)]);
    expect(left(b.put(s("bag"), b.bagFrom(domainOf("bag"), from))).bag).toEqual([M(0), M(1), M(1)]);
    expect(left(b.put(s("msgs"), b.setFrom(b.set(msg), from))).msgs).toEqual([M(0), M(1)]);
    expect(number(b.same(from, b.clone(from)))).toBe(1);
    expect(number(b.same(from, b.bagFrom(domainOf("bag"), msgsOf(m(1), m(0)))))).toBe(0);
  });

  it("fails at the member too many and at one that it cannot have", () => {
    const four = b.block(...[0, 1, 1, 1].map((i) => throwIn(m(i))));
    expect(failing(four)).toMatchObject({ path: "State.bag", message: "4 members are more than its 3" });
    expect(failing(throwIn(m(8)))).toMatchObject({ path: "State.bag" });
    const literal = b.bagFrom(domainOf("bag"), msgsOf(m(1), m(1), m(1), m(1)));
    expect(failing(b.put(s("bag"), literal))).toMatchObject({
      path: "new Bag(…)",
      message: "4 members are more than its 3",
    });
  });
});

describe("a step that is blocked or tried again", () => {
  it("leaves every collection as it was", () => {
    const x = b.local(0, b.BOOL);
    const n = b.make(b.record({ n: b.int(0, 9) }), { n: b.lit(1) });
    const code = b.block(
      add("msgs", m(1)),
      put("by", m(1), n),
      throwIn(m(1)),
      b.let_(0, b.pick(b.BOOL)),
      b.if_(
        x,
        b.block(
          b.run(b.setMethod(s("msgs"), "clear", b.BOOL)),
          b.run(b.mapMethod(s("by"), "clear", b.BOOL)),
          b.run(b.bagMethod(s("bag"), "delete", b.BOOL, m(1))),
        ),
      ),
    );
    const found = results(code, b.BOOL) as readonly Readonly<Record<string, Value>>[];
    expect(found.map(({ msgs, by, bag }) => ({ msgs, by, bag }))).toEqual([
      { msgs: [M(1)], by: [[M(1), { n: 1 }]], bag: [M(1)] },
      { msgs: [], by: [], bag: [] },
    ]);
  });
});

describe("a union of many kinds", () => {
  it("tells them apart by what they are", () => {
    const mixed: Domain = {
      kind: "union",
      of: [b.oneOf("none", null), b.int(0, 3), b.record({ to: small }), b.id(0, "Cpu", 2)],
    };
    const world = b.record({ x: mixed });
    const values: readonly Value[] = ["none", null, 2, { to: 1 }];
    const text = b.oneOf("string", "number", "object");
    const at = b.stateOf(world)("x");
    const model = b.model({
      state: world,
      ids: [{ name: "Cpu", size: 2 }],
      init: b.make(world, { x: b.pick(mixed) }),
      actions: [],
      properties:
        text.kind === "enum"
          ? text.values.map((v) => b.property("invariant", String(v), b.eq(b.typeOf(at), b.lit(v))))
          : [],
    });
    const stepping = createStepping(model);
    const kinds = values.map((x) => [0, 1, 2].map((q) => stepping.holds(q, { x })));
    expect(kinds).toEqual([
      [true, false, false],
      [false, false, true],
      [false, true, false],
      [false, false, true],
    ]);
    expect([...stepping.initial()].length).toBe(2 + 4 + 4 + 2);
  });

  it.each<[string, Domain, Value]>([
    ["a sequence", b.seq(small, 2), [1, 2]],
    ["a set", b.set(small), [1, 3]],
    ["a map", b.map(small, b.BOOL), [[1, true]]],
    ["a bag", b.bag(small, 3), [1, 1]],
  ])("holds %s beside scalars", (_, d, v) => {
    const world = b.record({ x: b.orNull(d) });
    const stepping = createStepping(
      b.model({ state: world, init: b.make(world, { x: b.lit(null) }), actions: [b.action("a", [], b.block())] }),
    );
    for (const x of [v, null])
      expect(stepping.successors({ x }).map((t) => [t.state, t.failure])).toEqual([[{ x }, null]]);
  });
});
