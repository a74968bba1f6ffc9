// In: fast-check. Out: arbitrary small models whose states hold sets of records, maps, bags and sets with a bound, with identities in
// members, keys and values.
// Not here: what is compared on them (laws.test.ts), models of scalars (random-models.ts).
import fc from "fast-check";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import * as b from "./builder.ts";

const PARAM = 0;
const PICKED = 1;

const world = (n: number) => {
  const p = b.id(0, "P", n);
  const msg = b.record({ from: p, to: b.orNull(p), n: b.int(0, 1) });
  const link = b.record({ a: p, b: p });
  const state = b.record({
    msgs: b.set(msg),
    links: b.set(link, 2),
    votes: b.map(p, b.set(p)),
    log: b.map(b.record({ of: p }), b.int(0, 2), 2),
    bag: b.bag(b.orNull(p), 2),
    n: b.int(0, 1),
  });
  const s = b.stateOf(state);
  const self = b.local(PARAM, p);
  const of = (name: string) => state.fields.find((f) => f.name === name)?.domain ?? b.BOOL;
  const send = (to: Expr, k: number): Expr => b.make(msg, { from: self, to, n: b.lit(k) });
  const keyOf = (who: Expr): Expr => b.make(b.record({ of: p }), { of: who });
  return { p, msg, link, state, s, self, other: b.local(PICKED, p), of, send, keyOf };
};

type World = ReturnType<typeof world>;
type Parts<T> = readonly ((w: World) => T)[];

const guards: Parts<Expr> = [
  ({ s }) => b.binary(b.size(s("msgs")), "<", b.lit(3)),
  ({ s, send }) => b.has(s("msgs"), send(b.lit(null), 0)),
  ({ s, self }) => b.not(b.mapMethod(s("votes"), "has", b.BOOL, self)),
  ({ s, self }) => b.mapMethod(s("votes"), "has", b.BOOL, self),
  ({ s, self }) => b.eq(b.bagMethod(s("bag"), "count", b.int(0, 2), self), b.lit(0)),
  ({ s }) => b.binary(b.size(s("links")), "<", b.lit(2)),
  ({ s, keyOf, self }) => b.not(b.mapMethod(s("log"), "has", b.BOOL, keyOf(self))),
  ({ s, msg, self, other }) =>
    b.not(b.overSet(s("msgs"), "some", b.BOOL, b.lambda([PICKED], b.eq(b.get({ ...other, type: msg }, "to"), self)))),
];

const effects: Parts<Stmt> = [
  ({ s, of, send }) => b.run(b.setMethod(s("msgs"), "add", of("msgs"), send(b.lit(null), 0))),
  ({ s, of, send, self }) => b.run(b.setMethod(s("msgs"), "add", of("msgs"), send(self, 1))),
  ({ s, of, p, other, send }) =>
    b.block(b.let_(PICKED, b.pick(p)), b.run(b.setMethod(s("msgs"), "add", of("msgs"), send(other, 0)))),
  ({ s, msg, other }) =>
    b.block(
      b.let_(PICKED, b.pickFrom(s("msgs"), msg)),
      b.run(b.setMethod(s("msgs"), "delete", b.BOOL, { ...other, type: msg })),
    ),
  ({ s, of, link, p, self, other }) =>
    b.block(
      b.let_(PICKED, b.pick(p)),
      b.run(b.setMethod(s("links"), "add", of("links"), b.make(link, { a: self, b: other }))),
    ),
  ({ s, of, p, self }) =>
    b.run(b.mapMethod(s("votes"), "set", of("votes"), self, b.setFrom(b.set(p), b.list(b.seq(p, 1), self)))),
  ({ s, p, self, other }) =>
    b.block(
      b.let_(PICKED, b.pick(p)),
      b.if_(
        b.mapMethod(s("votes"), "has", b.BOOL, other),
        b.run(b.setMethod(b.mapMethod(s("votes"), "get", b.set(p), other), "add", b.set(p), self)),
      ),
    ),
  ({ s, self }) => b.run(b.mapMethod(s("votes"), "delete", b.BOOL, self)),
  ({ s, of, keyOf, self }) => b.run(b.mapMethod(s("log"), "set", of("log"), keyOf(self), b.lit(1))),
  ({ s, of, keyOf, self }) =>
    b.run(b.mapMethod(s("log"), "set", of("log"), keyOf(self), b.binary(b.size(s("log")), "+", b.lit(1)))),
  ({ s, of, self }) => b.run(b.bagMethod(s("bag"), "add", of("bag"), self)),
  ({ s, of }) => b.run(b.bagMethod(s("bag"), "add", of("bag"), b.lit(null))),
  ({ s, self }) => b.run(b.bagMethod(s("bag"), "delete", b.BOOL, self)),
  ({ s }) => b.run(b.update(s("n"), "++")),
];

const predicates: Parts<Expr> = [
  ({ s }) => b.binary(b.size(s("msgs")), "<", b.lit(2)),
  ({ s }) => b.binary(b.size(s("votes")), "<", b.lit(2)),
  ({ s, p, self }) =>
    b.quantifier("every", [p], [PARAM], b.binary(b.bagMethod(s("bag"), "count", b.int(0, 2), self), "<", b.lit(2))),
  ({ s, link, p, self, other }) =>
    b.not(
      b.quantifier(
        "some",
        [p, p],
        [PARAM, PICKED],
        b.and(
          b.not(b.eq(self, other)),
          b.has(s("links"), b.make(link, { a: self, b: other })),
          b.has(s("links"), b.make(link, { a: other, b: self })),
        ),
      ),
    ),
];

export const richModels: fc.Arbitrary<SpecModel> = fc
  .record({
    n: fc.integer({ min: 2, max: 3 }),
    actions: fc.array(
      fc.record({
        guards: fc.array(fc.constantFrom(...guards), { minLength: 1, maxLength: 3 }),
        effects: fc.array(fc.constantFrom(...effects), { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    invariants: fc.array(fc.constantFrom(...predicates), { maxLength: 1 }),
    reachables: fc.array(fc.constantFrom(...predicates), { maxLength: 1 }),
    deadlock: fc.constantFrom("fail" as const, "ignore" as const),
  })
  .map(({ n, actions, invariants, reachables, deadlock }) => {
    const w = world(n);
    const { p, state, s, of } = w;
    return b.model({
      state,
      ids: [{ name: "P", size: n }],
      init: b.make(state, {
        msgs: b.setFrom(of("msgs")),
        links: b.setFrom(of("links")),
        votes: b.mapFrom(of("votes")),
        log: b.mapFrom(of("log")),
        bag: b.bagFrom(of("bag")),
        n: b.lit(0),
      }),
      actions: actions.map((a, i) =>
        b.action(`a${i}`, [p], b.block(...a.guards.map((g) => b.when(g(w))), ...a.effects.map((e) => e(w))), p),
      ),
      properties: [
        ...invariants.map((make, i) => b.property("invariant", `i${i}`, make(w), p, p)),
        ...reachables.map((make, i) => b.property("reachable", `r${i}`, b.not(make(w)), p, p)),
      ],
      // What grows without end is cut off.
      options: {
        deadlock,
        constraint: b.body(b.give(b.binary(b.binary(b.size(s("msgs")), "+", b.size(s("votes"))), "<", b.lit(3))), p, p),
      },
    });
  });
