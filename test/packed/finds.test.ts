// What the packed evaluator once got wrong, each as small as it can be said; the comparison with the interpreter tells whether
// it still does. Guards against what each title says.
// Not here: arbitrary code (random.test.ts).
import { expect, it } from "vitest";
import { type Domain, NUMBER, type RecordDomain } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Fn } from "../../ir/model.ts";
import { createDice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";
import { comparison } from "./compare.ts";
import { randomState } from "./random-world.ts";

const small = b.int(0, 3);
const xy = b.record({ x: small, y: small });
const x = (slot: number, type: Domain = NUMBER) => b.local(slot, type);

interface Case {
  readonly state: RecordDomain;
  readonly code: Stmt;
  readonly functions?: readonly Fn[];
  readonly params?: readonly Domain[];
  readonly invariant?: Expr;
  readonly step?: Expr;
}

/** In many states; the slots after the parameters are numbers. */
function agree({ state, code, functions = [], params = [], invariant, step }: Case): void {
  const slots = Array.from({ length: 6 }, () => NUMBER);
  const model = b.model({
    ...{ state, init: b.lit(null), functions, assertions: ["wrong"], ids: [{ name: "P", size: 2 }] },
    actions: [b.action("act", params, code, ...slots)],
    properties: [
      ...(invariant === undefined ? [] : [b.property("invariant", "inv", invariant, ...slots)]),
      ...(step === undefined ? [] : [b.property("stepInvariant", "step", step, ...slots)]),
    ],
  });
  const { of } = comparison(model);
  const dice = createDice(1);
  for (let i = 0; i < 150; i++) expect(of(randomState(dice, state)).wrong).toBe(null);
}

/** Enough that it is worth jumping over. */
const dear = (n: Expr): Stmt[] =>
  Array.from({ length: 12 }, () =>
    b.put(n as ReturnType<typeof b.local>, b.binary(b.binary(n, "+", b.lit(3)), "%", b.lit(4))),
  );

it("a failure in a guard was jumped over together with what the guard keeps from being done", () => {
  const state = b.record({ n: small, q: b.seq(small, 3) });
  const s = b.stateOf(state);
  agree({ state, code: b.block(b.when(b.binary(b.element(s("q"), b.lit(2)), ">", b.lit(0))), ...dear(s("n"))) });
});

it("a divisor that is no number, or is not reached, trapped", () => {
  const state = b.record({ n: small, d: { kind: "union", of: [b.oneOf(null), b.int(1, 3)] } });
  const s = b.stateOf(state);
  const divided = b.put(s("n"), b.math("truncDiv", s("n"), s("d")));
  agree({ state, code: b.if_(b.binary(s("d"), "!==", b.lit(null)), divided) });
  agree({ state, code: b.put(s("n"), b.binary(s("n"), "%", s("d"))) });
});

it("a literal equalled `undefined` where their ordinals are the same", () => {
  const state = b.record({
    n: small,
    a: b.oneOf("x", "y", "z"),
    b: { kind: "union", of: [b.oneOf("x", "y"), { kind: "undefined" }] },
  });
  const s = b.stateOf(state);
  agree({ state, code: b.if_(b.eq(s("a"), s("b")), b.put(s("n"), b.lit(0)), b.put(s("n"), b.lit(1))) });
});

it("a record or `null` was never `null` and always true", () => {
  const state = b.record({ n: small, maybe: b.orNull(xy) });
  const s = b.stateOf(state);
  agree({ state, code: b.if_(b.eq(s("maybe"), b.lit(null)), b.put(s("n"), b.lit(0)), b.put(s("n"), b.lit(1))) });
  agree({ state, code: b.when(s("maybe")) });
  agree({ state, code: b.when(b.eq(b.typeOf(s("maybe")), b.lit("object"))), invariant: b.not(s("maybe")) });
  const y = b.logical(b.optional(s("maybe"), 0, b.get(x(0, xy), "y")), "??", b.lit(2));
  agree({ state, code: b.put(s("n"), y) });
});

it("records with their fields in another order, sets of literals in another order, were copied bit by bit", () => {
  const yx = b.record({ y: small, x: small });
  const state = b.record({ r: xy, t: yx, a: b.set(b.oneOf("a", "b", "c")), c: b.set(b.oneOf("c", "b", "a")) });
  const s = b.stateOf(state);
  agree({ state, code: b.block(b.put(s("r"), b.clone(s("t"))), b.put(s("a"), b.clone(s("c")))) });
  agree({ state, code: b.block(), invariant: b.same(s("a"), s("c")) });
});

it("a record was the same as one with more fields", () => {
  const state = b.record({ r: xy, t: b.record({ x: small, y: small, z: small }) });
  const s = b.stateOf(state);
  agree({ state, code: b.block(), invariant: b.same(s("r"), s("t")) });
});

it("what returns on some paths only gave its last result on the others", () => {
  const state = b.record({ n: small, m: b.orUndefined(small) });
  const s = b.stateOf(state);
  const f = b.fn("f", [NUMBER], b.if_(b.binary(x(0), ">", b.lit(1)), b.give(b.lit(1))), b.orUndefined(small));
  agree({ state, functions: [f], code: b.put(s("m"), b.call(0, b.orUndefined(small), s("n"))) });
});

it("a slot given on one path was overwritten on the others", () => {
  const state = b.record({ n: small, flag: b.BOOL });
  const s = b.stateOf(state);
  const code = b.block(b.let_(0, b.lit(1)), b.if_(s("flag"), b.let_(0, b.lit(2))), b.put(s("n"), x(0)));
  agree({ state, code });
  const inTurn = b.flow(
    { body: [], end: { kind: "branch", test: s("flag"), then: 1, else: 2 } },
    { body: [b.let_(0, b.lit(1))], end: { kind: "goto", to: 3 } },
    { body: [b.let_(0, b.lit(2))], end: { kind: "goto", to: 3 } },
    { body: [b.put(s("n"), x(0))], end: { kind: "stop" } },
  );
  agree({ state, code: inTurn });
});

it("a loop inside a loop of a flow saw the local of a later round of the outer one", () => {
  const state = b.record({ n: small, m: small, k: small });
  const s = b.stateOf(state);
  const up = b.put(s("n"), b.binary(b.binary(s("n"), "+", b.lit(1)), "%", b.lit(4)));
  const code = b.flow(
    { body: [], end: { kind: "goto", to: 1 } },
    { body: [b.let_(0, b.binary(s("n"), "+", b.lit(0)))], end: { kind: "goto", to: 2 } },
    { body: [b.put(s("k"), x(0))], end: { kind: "branch", test: b.binary(s("m"), ">", b.lit(1)), then: 3, else: 4 } },
    { body: [b.run(b.update(s("m"), "--")), up], end: { kind: "goto", to: 2 } },
    { body: [], end: { kind: "branch", test: b.binary(s("n"), ">", b.lit(0)), then: 5, else: 6 } },
    { body: [b.run(b.update(s("n"), "--"))], end: { kind: "goto", to: 1 } },
    { body: [], end: { kind: "stop" } },
  );
  agree({ state, code });
});

it("a function that calls itself out of a loop forgot who had left the loop outside", () => {
  const state = b.record({ n: small, m: small, k: small });
  const s = b.stateOf(state);
  const again = b.if_(b.binary(x(0), ">", b.lit(0)), b.run(b.call(0, NUMBER, b.binary(x(0), "-", b.lit(1)))));
  const leave = b.if_(b.eq(s("n"), x(0)), b.breakTo(1));
  const body = b.block(b.labeled(1, b.block(leave, again)), b.put(s("k"), b.lit(2)), b.give(b.lit(0)));
  const f = b.fn("f", [NUMBER], body, NUMBER);
  agree({ state, functions: [f], code: b.block(b.run(b.call(0, NUMBER, b.lit(2))), b.put(s("m"), s("k"))) });
});

it("one of two records was a third one", () => {
  const state = b.record({ n: small, flag: b.BOOL });
  const s = b.stateOf(state);
  const make = (n: number): Expr => b.make(xy, { x: b.lit(n), y: b.lit(n) });
  const code = b.block(
    ...[b.let_(0, make(1)), b.let_(1, make(2)), b.let_(2, b.conditional(s("flag"), x(0, xy), x(1, xy)))],
    ...[b.put(b.get(x(2, xy), "x"), b.lit(3)), b.put(s("n"), b.get(x(0, xy), "x"))],
  );
  agree({ state, code });
});

it("a new sequence was turned round on every path", () => {
  const state = b.record({ n: small, flag: b.BOOL });
  const s = b.stateOf(state);
  const two = b.seq(small, 2);
  const turned = b.if_(s("flag"), b.run(b.seqMethod(x(0, two), "reverse", two)));
  agree({
    state,
    code: b.block(b.let_(0, b.list(two, b.lit(1), b.lit(2))), turned, b.put(s("n"), b.element(x(0, two), b.lit(0)))),
  });
});

it("a quantifier went on past its end with what its functions do", () => {
  const state = b.record({ n: small, flag: b.BOOL });
  const s = b.stateOf(state);
  const two = b.seq(small, 9);
  const f = b.fn(
    "f",
    [two],
    b.block(b.run(b.seqMethod(x(0, two), "push", NUMBER, [b.lit(1)])), b.give(b.lit(true))),
    b.BOOL,
  );
  const some = b.quantifier("some", [b.BOOL], [1], b.call(0, b.BOOL, x(0, two)));
  agree({
    state,
    functions: [f],
    code: b.block(b.let_(0, b.list(two)), b.when(some), b.put(s("n"), b.size(x(0, two)))),
  });
});

it("a guard for all instances hid the failure of what is asked before", () => {
  const p = b.id(0, "P", 2);
  const state = b.record({ n: small, flag: b.BOOL, q: b.seq(small, 2), wide: b.int(0, 2 ** 40) });
  const s = b.stateOf(state);
  // The wide number is what is left to the cells.
  const rest = b.put(s("wide"), b.binary(s("wide"), "+", b.lit(1)));
  agree({
    state,
    params: [p],
    code: b.block(b.when(b.and(b.binary(b.element(s("q"), b.lit(0)), ">", b.lit(0)), s("flag"))), rest),
  });
  const local = b.binary(b.element(s("q"), b.conditional(b.eq(x(0, p), x(0, p)), b.lit(1), b.lit(0))), ">", b.lit(0));
  agree({ state, params: [p], code: b.block(b.when(local), b.when(s("flag")), rest) });
});

it("what is spread was read after a later part had changed it", () => {
  const state = b.record({ r: xy, t: b.table(small, small) });
  const s = b.stateOf(state);
  const zero = b.fn("zero", [], b.block(b.put(b.get(s("r"), "x"), b.lit(0)), b.give(b.lit(1))), NUMBER);
  agree({ state, functions: [zero], code: b.put(s("r"), b.make(xy, { y: b.call(0, NUMBER) }, [s("r")])) });
  const fields = { 0: b.assign(b.row(s("t"), b.lit(1)), b.lit(3)) };
  agree({ state, code: b.put(s("t"), b.make(b.table(small, small), fields, [s("t")])) });
});

it("a jump forgot those who had jumped to the same place before", () => {
  const state = b.record({ n: small, m: small, k: small });
  const s = b.stateOf(state);
  const leave = (n: number): Stmt => b.if_(b.eq(s("n"), b.lit(n)), b.breakTo(1));
  const end = b.if_(b.eq(s("n"), b.lit(2)), b.give(null));
  const code = b.block(leave(0), end, leave(1), b.put(s("m"), b.lit(0)));
  agree({ state, code: b.block(b.labeled(1, code), b.put(s("k"), b.lit(1))) });
});

it("bits of a union's other member are zero", () => {
  const one = b.record({ kind: b.oneOf("one"), x: small, y: small });
  const state = b.record({ n: small, u: { kind: "union", of: [one, b.record({ kind: b.oneOf("two") })] } });
  const s = b.stateOf(state);
  agree({ state, code: b.put(s("u"), b.make(s("u").type as Domain, { kind: b.lit("two") })) });
});

it("quotients and remainders have the sign that JavaScript gives them", () => {
  const state = b.record({ m: b.int(-5, 5), d: b.int(-3, 3), k: b.int(-40, 40) });
  const s = b.stateOf(state);
  for (const by of [...[1, 2, 4, -1, -2, 3].map(b.lit), s("d")]) {
    agree({ state, code: b.put(s("k"), b.binary(s("m"), "%", by)) });
    agree({ state, code: b.put(s("k"), b.binary(s("m"), "/", by)) });
    for (const op of ["floorDiv", "ceilDiv", "truncDiv"] as const)
      agree({ state, code: b.put(s("k"), b.math(op, s("m"), by)) });
  }
});

it("rows of one table stand in several words", () => {
  const p = b.int(0, 5);
  const state = b.record({ k: p, n: b.int(0, 60_000), t: b.table(p, b.int(0, 60_000)), q: b.seq(b.int(0, 60_000), 5) });
  const s = b.stateOf(state);
  agree({ state, code: b.block(b.put(s("n"), b.row(s("t"), s("k"))), b.put(b.row(s("t"), s("k")), b.lit(7))) });
  agree({ state, code: b.run(b.seqMethod(s("q"), "push", NUMBER, [s("n")])) });
});

it("a flow that goes round too often is left to the cells", () => {
  const state = b.record({ n: b.int(0, 30), m: b.int(0, 30) });
  const s = b.stateOf(state);
  const code = b.flow(
    { body: [], end: { kind: "branch", test: b.binary(s("n"), ">", b.lit(0)), then: 1, else: 2 } },
    { body: [b.run(b.update(s("n"), "--"))], end: { kind: "goto", to: 0 } },
    { body: [b.put(s("m"), b.lit(1))], end: { kind: "stop" } },
  );
  agree({ state, code });
});

it("a step that breaks a step invariant is left to the cells", () => {
  const state = b.record({ n: small, k: small });
  const [s, next] = [b.stateOf(state), b.stateOf(state, "next")];
  agree({ state, code: b.put(s("n"), s("k")), step: b.binary(next("n"), "<=", s("n")) });
});

it("only the side of a conditional that is taken has its effects", () => {
  const state = b.record({ n: small, m: small, k: small, flag: b.BOOL });
  const s = b.stateOf(state);
  const sides = [b.assign(s("n"), b.lit(1)), b.assign(s("m"), b.lit(2))] as const;
  agree({ state, code: b.put(s("k"), b.conditional(s("flag"), ...sides)) });
});
