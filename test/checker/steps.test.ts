// What a single step does: its results in order of choices, what blocks it, what makes it fail and where that is said to
// be. Expected results are what the same TypeScript would do.
// Not here: whole runs (search.test.ts), values of single expressions (expressions.test.ts).
import { describe, expect, it } from "vitest";
import type { Stmt, Type } from "../../ir/expr.ts";
import type { Failure, StateValue } from "../../ir/outcome.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";

const cpu = b.id(0, "Cpu", 2);
const item = b.record({ count: b.int(0, 2), done: b.BOOL });
const state = b.record({
  n: b.int(0, 9),
  item,
  rows: b.table(b.int(1, 2), item),
  by: b.table(cpu, b.int(0, 3)),
  queue: b.seq(b.int(0, 9), 3),
  set: b.set(b.int(0, 3)),
  maybe: b.orNull(item),
});
const s = b.stateOf(state);
const zero = b.make(item, { count: b.lit(0), done: b.lit(false) });
const initial = b.make(state, {
  n: b.lit(0),
  item: zero,
  rows: b.fill(b.table(b.int(1, 2), item), zero),
  by: b.fill(b.table(cpu, b.int(0, 3)), b.lit(0)),
  queue: b.list(b.seq(b.int(0, 9), 3)),
  set: b.setFrom(b.set(b.int(0, 3))),
  maybe: b.lit(null),
});

const modelOf = (code: Stmt, slots: readonly Type[] = [], more: Partial<b.Parts> = {}) =>
  b.model({
    state,
    init: initial,
    ids: [{ name: "Cpu", size: 2 }],
    assertions: ["first", "second"],
    actions: [b.action("act", [], code, ...slots)],
    ...more,
  });

/** Results of the one action from the initial state: what differs from it, or the failure. */
function results(
  code: Stmt,
  slots: readonly Type[] = [],
  more: Partial<b.Parts> = {},
): readonly (Partial<StateValue> | Failure)[] {
  const stepping = createStepping(modelOf(code, slots, more));
  const [from] = [...stepping.initial()];
  const start = from?.state ?? expect.fail("no initial state");
  return stepping
    .successors(start)
    .map(({ state: to, failure }) => failure ?? changes(start, to ?? expect.fail("no result")));
}

const changes = (from: StateValue, to: StateValue): Partial<StateValue> =>
  Object.fromEntries(Object.entries(to).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(from[k])));

const set = (n: number): Stmt => b.put(s("n"), b.lit(n));

describe("a step", () => {
  it("has one result for every choice, in the order of the alternatives", () => {
    const chosen = b.pick(b.int(1, 3));
    expect(results(b.put(s("n"), chosen))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(
      results(
        b.block(
          b.put(s("n"), b.pickOne(b.int(0, 9), b.lit(5), b.lit(4))),
          b.put(s("item"), b.make(item, { count: b.pick(b.int(1, 2)), done: b.lit(false) })),
        ),
      ),
    ).toEqual([
      { n: 5, item: { count: 1, done: false } },
      { n: 5, item: { count: 2, done: false } },
      { n: 4, item: { count: 1, done: false } },
      { n: 4, item: { count: 2, done: false } },
    ]);
  });

  it("counts a choice whose result nobody uses", () => {
    expect(results(b.run(b.pick(b.BOOL)))).toEqual([{}, {}]);
  });

  it("makes one choice for fill and one per key for fillWith", () => {
    const by = b.table(cpu, b.int(0, 3));
    expect(results(b.put(s("by"), b.fill(by, b.pick(b.int(1, 2)))))).toEqual([{ by: [1, 1] }, { by: [2, 2] }]);
    expect(results(b.put(s("by"), b.fillWith(by, 0, b.pick(b.int(1, 2)))), [cpu])).toEqual([
      { by: [1, 1] },
      { by: [1, 2] },
      { by: [2, 1] },
      { by: [2, 2] },
    ]);
  });

  it("depends in its later choices on earlier ones", () => {
    const [x, y] = [b.local(0, b.int(0, 3)), b.local(1, b.int(0, 3))];
    const code = b.block(
      b.let_(0, b.pick(b.int(0, 2))),
      b.let_(1, b.pick(b.int(0, 2), b.lambda([2], b.binary(b.local(2, b.int(0, 2)), "<", x)))),
      b.put(s("n"), b.binary(b.binary(x, "*", b.lit(3)), "+", y)),
    );
    expect(results(code, [b.int(0, 2), b.int(0, 2), b.int(0, 2)])).toEqual([{ n: 3 }, { n: 6 }, { n: 7 }]);
  });

  it("picks from sets in the order of their domain, from sequences by position, and any subset", () => {
    const members = b.setFrom(b.set(b.int(0, 3)), b.list(b.seq(b.int(0, 3), 2), b.lit(3), b.lit(1)));
    expect(results(b.put(s("n"), b.pickFrom(members, b.int(0, 3))))).toEqual([{ n: 1 }, { n: 3 }]);
    expect(results(b.put(s("n"), b.pickFrom(b.list(b.seq(b.int(0, 3), 2), b.lit(3), b.lit(1)), b.int(0, 3))))).toEqual([
      { n: 3 },
      { n: 1 },
    ]);
    expect(results(b.put(s("set"), b.pick(b.set(b.int(0, 1)))))).toEqual([
      {},
      { set: [0] },
      { set: [1] },
      { set: [0, 1] },
    ]);
  });

  it("is blocked wherever its guard stands, and has no effect then", () => {
    expect(results(b.block(set(1), b.when(b.lit(false))))).toEqual([]);
    expect(results(b.block(b.put(s("n"), b.pick(b.int(1, 3))), b.when(b.not(b.eq(s("n"), b.lit(2))))))).toEqual([
      { n: 1 },
      { n: 3 },
    ]);
    expect(results(b.run(b.pickFrom(s("queue"), b.int(0, 9))))).toEqual([]);
  });

  it("is blocked by the guard of a function that it calls", () => {
    const guard = b.fn("guard", [b.int(0, 9)], b.when(b.eq(b.local(0, b.int(0, 9)), b.lit(1))), { kind: "void" });
    const code = b.block(b.put(s("n"), b.pick(b.int(0, 2))), b.run(b.call(0, { kind: "void" }, s("n"))));
    expect(results(code, [], { functions: [guard] })).toEqual([{ n: 1 }]);
  });

  it("fails by an assertion above the guard that would block it, and is blocked by a guard above the assertion", () => {
    expect(results(b.block(b.assert(b.lit(false), 1), b.when(b.lit(false))))).toEqual([
      { kind: "assertion", assertion: 1 },
    ]);
    expect(results(b.block(b.when(b.lit(false)), b.thrown(0)))).toEqual([]);
    expect(results(b.block(b.put(s("n"), b.pick(b.int(1, 2))), b.if_(b.eq(s("n"), b.lit(1)), b.thrown(0))))).toEqual([
      { kind: "assertion", assertion: 0 },
      { n: 2 },
    ]);
  });

  it("leaves no trace of the one before it", () => {
    const everything = b.block(
      b.put(s("n"), b.pick(b.int(1, 2))),
      b.run(b.seqMethod(s("queue"), "push", b.int(0, 3), [s("n")])),
      b.run(b.seqMethod(s("queue"), "unshift", b.int(0, 3), [b.lit(7)])),
      b.run(b.seqMethod(s("queue"), "pop", b.int(0, 3))),
      b.run(b.setMethod(s("set"), "add", b.set(b.int(0, 3)), s("n"))),
      b.run(b.setMethod(s("set"), "delete", b.BOOL, b.lit(1))),
      b.put(b.get(b.row(s("rows"), b.lit(2)), "count"), s("n"), "+"),
      b.put(s("maybe"), b.clone(b.row(s("rows"), b.lit(2)))),
    );
    expect(results(everything)).toEqual(
      [1, 2].map((n) => ({
        n,
        queue: [7],
        ...(n === 2 ? { set: [2] } : {}),
        rows: [
          { count: 0, done: false },
          { count: n, done: false },
        ],
        maybe: { count: n, done: false },
      })),
    );
  });

  it("sees its own writes through references and not through copies", () => {
    const ref = b.local(0, item);
    expect(
      results(
        b.block(b.let_(0, s("item")), b.put(b.get(ref, "count"), b.lit(2)), b.put(s("n"), b.get(s("item"), "count"))),
        [item],
      ),
    ).toEqual([{ n: 2, item: { count: 2, done: false } }]);
    expect(results(b.block(b.let_(0, b.clone(s("item"))), b.put(b.get(ref, "count"), b.lit(2))), [item])).toEqual([{}]);
    expect(
      results(b.block(b.let_(0, b.make(item, { done: b.lit(true) }, [s("item")])), b.put(s("item"), ref)), [item]),
    ).toEqual([{ item: { count: 0, done: true } }]);
  });

  it("gives every key of a filled table its own copy", () => {
    const rows = b.table(b.int(1, 2), item);
    expect(
      results(
        b.block(b.put(s("rows"), b.fill(rows, zero)), b.put(b.get(b.row(s("rows"), b.lit(1)), "count"), b.lit(1))),
      ),
    ).toEqual([
      {
        rows: [
          { count: 1, done: false },
          { count: 0, done: false },
        ],
      },
    ]);
  });
});

describe("initial states", () => {
  const pc = { kind: "pc" as const, process: "p" };
  const hidden = {
    ...b.record({}),
    fields: [
      { name: "n", domain: b.int(0, 2) },
      { name: "p.at", domain: b.table(cpu, b.orUndefined(b.oneOf("start", "go", null))), hidden: pc },
      {
        name: "p.k",
        domain: b.table(cpu, b.orUndefined(b.int(0, 1))),
        hidden: { kind: "local" as const, process: "p", local: "k" },
      },
    ],
  };
  const h = b.stateOf(hidden);
  const self = b.local(0, cpu);
  const parts = (prologue: Stmt, options: b.Parts["options"] = {}): b.Parts => ({
    state: hidden,
    ids: [{ name: "Cpu", size: 2 }],
    initSlots: [b.int(0, 2)],
    init: b.block(
      b.let_(0, b.pick(b.int(0, 2))),
      b.when(b.not(b.eq(b.local(0, b.int(0, 2)), b.lit(1)))),
      b.give(b.make(hidden, { n: b.local(0, b.int(0, 2)) })),
    ),
    prologues: [b.action("p", [cpu], prologue)],
    actions: [],
    options,
  });
  const initialsOf = (p: b.Parts) => [...createStepping(b.model(p)).initial()].map((i) => i.failure ?? i.state);

  it("are pruned and multiplied, then run every prologue for every identity", () => {
    const start = b.put(b.row(h("p.at"), self), b.pickOne(b.oneOf("start", "go"), b.lit("start"), b.lit("go")));
    const rests = [
      ["start", "start"],
      ["start", "go"],
      ["go", "start"],
      ["go", "go"],
    ];
    expect(initialsOf(parts(start))).toEqual(
      [0, 2].flatMap((n) => rests.map((at) => ({ n, "p.at": at, "p.k": [undefined, undefined] }))),
    );
  });

  it("are only those that the model's init keeps", () => {
    const filter = b.body(b.give(b.eq(h("n"), b.lit(2))));
    expect(initialsOf(parts(b.put(b.row(h("p.at"), self), b.lit(null)), { initFilter: filter }))).toEqual([
      { n: 2, "p.at": [null, null], "p.k": [undefined, undefined] },
    ]);
  });

  it("fail like steps, a live local under its process's name", () => {
    const rest = b.put(b.row(h("p.at"), self), b.lit(null));
    expect(initialsOf(parts(b.block(rest, b.put(b.row(h("p.k"), self), b.lit(2)))))[0]).toEqual({
      kind: "range",
      path: "p.k[Cpu#0]",
      message: "2 is outside Int<0, 1>",
      at: null,
    });
  });
});

describe("a range error", () => {
  const fails = (path: string, message: string, inside = true) => [
    { kind: "range", path, message, at: inside ? b.at : null },
  ];
  const by = b.row(s("by"), b.firstOf(cpu, 0, b.lit(true)));

  it("is found at the end of the step, the first one in field order", () => {
    expect(results(b.block(set(10), b.put(s("n"), b.lit(9))))).toEqual([{ n: 9 }]);
    expect(results(set(10))).toEqual(fails("State.n", "10 is outside Int<0, 9>", false));
    expect(
      results(b.block(b.put(by, b.lit(4)), b.put(b.get(b.row(s("rows"), b.lit(2)), "count"), b.lit(3))), [cpu]),
    ).toEqual(fails("State.rows[2].count", "3 is outside Int<0, 2>", false));
    expect(results(b.put(by, b.lit(4)), [cpu])).toEqual(fails("State.by[Cpu#0]", "4 is outside Int<0, 3>", false));
    expect(results(b.put(s("maybe"), b.make(item, { count: b.lit(5), done: b.lit(true) })))).toEqual(
      fails("State.maybe.count", "5 is outside Int<0, 2>", false),
    );
    expect(results(b.run(b.setMethod(s("set"), "add", b.set(b.int(0, 3)), b.lit(7))))).toEqual(
      fails("State.set", "7 is outside Int<0, 3>", false),
    );
    const long = b.list(b.seq(b.int(0, 9), 4), b.lit(1), b.lit(1), b.lit(1), b.lit(1));
    expect(results(b.put(s("queue"), long))).toEqual(fails("State.queue", "4 elements are more than its 3", false));
  });

  it("is found where a sequence would be spliced beyond its bound, or changed where it has no element", () => {
    const queue = b.seq(b.int(0, 9), 3);
    const two = b.put(s("queue"), b.list(queue, b.lit(1), b.lit(2)));
    const splice = (...xs: number[]) => b.run(b.seqMethod(s("queue"), "splice", queue, xs.map(b.lit)));
    expect(results(b.block(two, splice(1, 0, 5, 6)))).toEqual(fails("State.queue", "4 elements are more than its 3"));
    expect(results(b.block(two, splice(0, 1, 5, 6)))).toEqual([{ queue: [5, 6, 2] }]);
    const without = (at: number) => b.put(s("queue"), b.seqMethod(s("queue"), "with", queue, [b.lit(at), b.lit(0)]));
    expect(results(b.block(two, without(2)))).toEqual(fails("State.queue", "it has no element 2, its length is 2"));
    expect(results(b.block(two, without(-3)))).toEqual(fails("State.queue", "it has no element -3, its length is 2"));
    expect(results(b.block(two, without(-2)))).toEqual([{ queue: [0, 2] }]);
  });

  it("is found at an index outside, read or written", () => {
    expect(results(b.run(b.row(s("rows"), b.lit(3))))).toEqual(fails("State.rows", "it has no key 3"));
    expect(results(b.put(b.row(s("rows"), b.lit(0)), zero))).toEqual(fails("State.rows", "it has no key 0"));
    expect(results(b.run(b.element(s("queue"), b.lit(0))))).toEqual(
      fails("State.queue", "it has no element 0, its length is 0"),
    );
    expect(results(b.put(b.element(s("queue"), b.lit(0)), b.lit(1)))).toEqual(
      fails("State.queue", "it has no element 0, its length is 0"),
    );
    expect(results(b.put(b.get(s("maybe"), "done"), b.lit(true)))).toEqual(
      fails("State.maybe.done", "State.maybe is null here"),
    );
  });

  it("is found where a sequence grows past its bound", () => {
    const push = b.run(b.seqMethod(s("queue"), "push", b.int(0, 3), [b.lit(1)]));
    expect(results(b.block(push, push, push))).toEqual([{ queue: [1, 1, 1] }]);
    expect(results(b.block(push, push, push, push))).toEqual(fails("State.queue", "4 elements are more than its 3"));
    const four = [1, 2, 3, 4].map(b.lit);
    expect(results(b.run(b.seqMethod(s("queue"), "unshift", b.int(0, 3), four)))).toEqual(
      fails("State.queue", "4 elements are more than its 3"),
    );
  });

  it("is not what popping nothing gives", () => {
    for (const op of ["pop", "shift"] as const)
      expect(results(b.run(b.seqMethod(s("queue"), op, b.orUndefined(b.int(0, 9)))))).toEqual([{}]);
  });

  it("is a number that is no exact integer", () => {
    expect(results(b.put(s("n"), b.binary(b.lit(7), "/", b.lit(2))))).toEqual(
      fails("7 / 2", "7 / 2 is not an integer"),
    );
    expect(results(b.put(s("n"), b.binary(b.lit(1), "%", s("n"))))).toEqual(
      fails("1 % State.n", "1 % 0 is not a number"),
    );
    expect(results(b.put(s("n"), b.lit(2 ** 52), "*"))).toEqual([{}]);
    expect(results(b.put(s("n"), b.binary(b.lit(2 ** 52), "*", b.lit(2))))).toEqual(
      fails("4503599627370496 * 2", "4503599627370496 * 2 is beyond the exact integers, ±(2^53 − 1)"),
    );
    expect(results(b.put(s("n"), b.math("floorDiv", b.lit(7), s("n"))))).toEqual(
      fails("floorDiv(7, State.n)", "7 / 0 is beyond the exact integers, ±(2^53 − 1)"),
    );
  });

  it("is a loop or a recursion without end", () => {
    const endless = {
      kind: "range",
      path: "loop",
      message: "a loop without end: more than 100000 iterations in one step",
      at: b.at,
    };
    expect(results(b.loop(0, null, b.block()))).toEqual([endless]);
    expect(results(b.flow({ body: [], end: { kind: "goto", to: 0 } }))).toEqual([endless]);
    const self = b.fn("forever", [], b.give(b.binary(b.lit(1), "+", b.call(0, b.int(0, 1)))), b.int(0, 1));
    expect(results(b.run(b.call(0, b.int(0, 1))), [], { functions: [self] })).toEqual([
      {
        kind: "range",
        path: "forever(…)",
        message: "a recursion without end: more than 500 calls inside each other, fewer of a large function",
        at: b.at,
      },
    ]);
  });
});
