// What collections count towards what one step may make: the interpreter's own count of every operation, and that the generated code
// fails in the same round of a loop over it. Guards against a copy that only one of the two counts.
// Not here: what the operations give (structured-sets.test.ts, collections.test.ts, expressions.test.ts).
import { describe, expect, it } from "vitest";
import { createBodies } from "../../checker/interpret/bodies.ts";
import { type CellRecord, toCell } from "../../checker/interpret/cell.ts";
import { createMachine, MOST_MADE, start } from "../../checker/interpret/machine.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";

const small = b.int(0, 3);
const msg = b.record({ to: small, ack: b.BOOL });
const entry = b.tupleOf(msg, b.record({ n: small }));
const state = b.record({
  msgs: b.set(msg),
  digits: b.set(small),
  map: b.map(msg, b.record({ n: small })),
  bag: b.bag(msg, 3),
  list: b.seq(msg, 4),
  numbers: b.seq(small, 4),
  last: msg,
});
const from: StateValue = {
  msgs: [
    { to: 1, ack: false },
    { to: 2, ack: false },
  ],
  digits: [0, 3],
  map: [
    [{ to: 1, ack: false }, { n: 1 }],
    [{ to: 3, ack: true }, { n: 2 }],
  ],
  bag: [
    { to: 0, ack: false },
    { to: 0, ack: false },
    { to: 1, ack: true },
  ],
  list: [
    { to: 1, ack: false },
    { to: 1, ack: false },
    { to: 2, ack: true },
  ],
  numbers: [3, 1, 2],
  last: { to: 0, ack: false },
};
const s = b.stateOf(state);
const ROUND = 0;
const slots: readonly Type[] = [b.int(0, MOST_MADE), msg, entry, small, small, b.seq(b.int(1, 19_998), 20_000)];
const [x, i, j] = [b.local(1, msg), b.local(3, small), b.local(4, small)];
const domainOf = (name: string): Domain => state.fields.find((f) => f.name === name)?.domain ?? expect.fail(name);
const m = (to: number, ack: boolean): Expr => b.make(msg, { to: b.lit(to), ack: b.lit(ack) });

const set = (op: Parameters<typeof b.setMethod>[1], ...args: Expr[]) =>
  b.run(b.setMethod(s("msgs"), op, domainOf("msgs"), ...args));
const over = (op: "some" | "every" | "filter", holds: boolean) =>
  b.run(b.overSet(s("msgs"), op, op === "filter" ? b.set(msg) : b.BOOL, b.lambda([1], b.lit(holds))));
const map = (op: Parameters<typeof b.mapMethod>[1], type: Domain, ...args: Expr[]) =>
  b.run(b.mapMethod(s("map"), op, type, ...args));
const bag = (op: Parameters<typeof b.bagMethod>[1], type: Domain, ...args: Expr[]) =>
  b.run(b.bagMethod(s("bag"), op, type, ...args));
const made = (make: (type: Domain, from: Expr | null) => Expr, type: string, of: string) =>
  b.run(make(domainOf(type), s(of)));
const rising = b.lambda([3, 4], b.binary(i, "-", j));
const seq = (op: Parameters<typeof b.seqMethod>[1], ...args: Expr[]) =>
  b.run(b.seqMethod(s("numbers"), op, b.seq(small, 9), args));
const n = (value: number): Expr => b.make(b.record({ n: small }), { n: b.lit(value) });
const spread = (of: string, type: Domain): Stmt =>
  b.run({ kind: "seq", parts: [{ spread: true, value: s(of) }], at: b.at, type });

/** So many values of 20,000 first, so that what is left is made in few rounds. */
const BALLAST = 24;
/** A message counts 2, a new object 2 and its parts. */
const MSG = 2;
const operations: readonly (readonly [string, Stmt, number])[] = [
  ["a member that is there already", b.block(set("add", m(1, false)), set("add", m(1, false))), 2 * (1 + 4)],
  ["a member that comes and goes", b.block(set("add", m(3, true)), set("delete", m(3, true))), 1 + MSG + 2 * 4],
  ["union", set("union", s("msgs")), 2 + 4],
  ["some", over("some", true), 2 + 2 + MSG],
  ["every", over("every", true), 2 + 2 + 2 * MSG],
  ["filter", over("filter", true), 2 + 2 + 2 * MSG],
  ["a loop over a set", b.forOf(9, 1, s("msgs"), b.block()), 2 + 2 + 2 * MSG],
  ["a loop over a map", b.forOf(9, 2, s("map"), b.block()), 2 + 2 + 2 * (4 + MSG)],
  ["a loop over a bag", b.forOf(9, 1, s("bag"), b.block()), 2 + 3 + 3 * MSG],
  ["a set of a set", made(b.setFrom, "msgs", "msgs"), 2 + 2 + 2 * MSG],
  ["a set of a sequence", made(b.setFrom, "msgs", "list"), 2 + 3 + 2 * MSG],
  ["a bag of a bag", made(b.bagFrom, "bag", "bag"), 2 + 3 + 3 * MSG],
  ["a map of a map", made(b.mapFrom, "map", "map"), 2 + 2 + 2 * MSG],
  [
    "a new key and its end",
    b.block(map("set", domainOf("map"), m(0, true), n(1)), map("delete", b.BOOL, m(0, true))),
    1 + MSG + 3 + 2 * 4,
  ],
  ["a key that is there", map("set", domainOf("map"), m(1, false), n(2)), 1 + 3 + 4],
  ["keys", map("keys", b.set(msg)), 2 + 2 + 2 * MSG],
  [
    "one of a bag",
    b.block(bag("delete", b.BOOL, m(0, false)), bag("add", domainOf("bag"), m(0, false))),
    1 + MSG + 2 * 4,
  ],
  ["a copy of a set", b.run(b.clone(s("msgs"))), 2 + 2 + 2 * MSG],
  ["a copy of a map", b.run(b.clone(s("map"))), 2 + 2 + 2 * MSG + 2 * 2],
  ["a copy of a bag", b.run(b.clone(s("bag"))), 2 + 3 + 3 * MSG],
  ["a bag among elements", spread("bag", b.seq(msg, 9)), 2 + 1 + 3 + 3 * MSG],
  ["setOf", b.run({ ...b.quantifier("setOf", [msg], [1], b.get(x, "ack")), type: b.set(msg) }), 2 + 8 * MSG + 4],
  ["sort", b.run(b.seqMethod(s("numbers"), "sort", b.seq(small, 4), [], rising)), 2 + 3],
  ["toSorted", b.run(b.seqMethod(s("numbers"), "toSorted", b.seq(small, 4), [], rising)), 2 + 3],
  ["toReversed", seq("toReversed"), 2 + 3],
  ["with", seq("with", b.lit(0), b.lit(1)), 2 + 3],
  ["toSpliced", seq("toSpliced", b.lit(0), b.lit(1)), 2 + 2],
  ["splice", seq("splice", b.lit(0), b.lit(1), b.lit(2)), 2 + 1 + 1],
  [
    "flatMap",
    b.run(b.seqMethod(s("numbers"), "flatMap", b.seq(small, 99), [], b.lambda([3], b.list(b.seq(small, 9), i, i)))),
    2 + 3 * (4 + 2),
  ],
  ["a pair", b.run(b.get(b.get(b.pair(entry, s("last"), n(0)), "0"), "to")), 4 + 3],
];

/** Values that a statement makes in the interpreter. */
function countOf(code: Stmt): number {
  const machine = createMachine();
  machine.now = toCell(state, from) as CellRecord;
  const { run, size } = createBodies(machine, []).compile("count", b.body(code, ...slots));
  start(machine);
  run(new Array(size).fill(undefined));
  return MOST_MADE - machine.room;
}

/** Does it so often, after most of what there may be was made. */
function often(code: Stmt, times: number): Stmt {
  const round = b.local(ROUND, b.int(0, MOST_MADE));
  const many = b.local(5, slots[5] ?? small);
  const ballast = [
    b.let_(5, b.each(b.int(1, 19_998))),
    ...Array.from({ length: BALLAST - 1 }, () => b.run(b.seqMethod(many, "toReversed", many.type))),
  ];
  const loop = b.loop(1, b.binary(round, "<", b.lit(times)), code, b.update(round, "++"));
  return b.block(...ballast, b.let_(ROUND, b.lit(0)), loop);
}

describe("what a step makes", () => {
  it.each(operations)("%s", (_, code, count) => {
    expect(countOf(code)).toBe(count);
  });

  it("comes to its end in the same round, whoever evaluates it", () => {
    const left = MOST_MADE - BALLAST * 20_000;
    const actions = operations.flatMap(([name, code, count]) =>
      [0, 1].map((more) => b.action(name, [], often(code, Math.floor(left / count) + more), ...slots)),
    );
    const init = b.make(state, {
      msgs: b.setFrom(b.set(msg)),
      digits: b.setFrom(b.set(small)),
      map: b.mapFrom(domainOf("map")),
      bag: b.bagFrom(domainOf("bag")),
      list: b.list(b.seq(msg, 4)),
      numbers: b.list(b.seq(small, 4)),
      last: m(0, false),
    });
    const stepping = createStepping(b.model({ state, init, actions }));
    const found = stepping
      .successors(from)
      .map(({ action, failure }) => [actions[action]?.name, failure?.kind ?? null]);
    expect(found).toEqual(
      operations.flatMap(([name]) => [
        [name, null],
        [name, "range"],
      ]),
    );
  });
});
