// In: fast-check. Out: arbitrary small models whose states hold identities in every way: as values, keys, members, in
// sequences, records and unions; with choices, assertions, ranges that are left, constraints, several initial states.
// Not here: what is compared on them (laws.test.ts).
import fc from "fast-check";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import {
  action,
  and,
  assert,
  BOOL,
  binary,
  block,
  body,
  eq,
  fill,
  get,
  give,
  has,
  id,
  if_,
  int,
  let_,
  list,
  lit,
  local,
  make,
  model,
  not,
  oneOf,
  orNull,
  pick,
  pickFrom,
  property,
  put,
  quantifier,
  record,
  row,
  run,
  seq,
  seqMethod,
  set,
  setFrom,
  setMethod,
  size,
  stateOf,
  table,
  update,
  when,
} from "./builder.ts";

const PARAM = 0;
const PICKED = 1;

/** One process per identity, a queue of them, an owner, a set, a counter, and a message that names one or none. */
const world = (n: number) => {
  const p = id(0, "P", n);
  const message = {
    kind: "union" as const,
    of: [record({ kind: oneOf("from"), who: p }), record({ kind: oneOf("none") })],
  };
  const state = record({
    at: table(p, oneOf("a", "b", "c")),
    friend: table(p, orNull(p)),
    owner: orNull(p),
    members: set(p),
    queue: seq(p, 2),
    message,
    n: int(0, 2),
  });
  return { p, state, message, s: stateOf(state), self: local(PARAM, p), other: local(PICKED, p) };
};

type World = ReturnType<typeof world>;
type Parts<T> = readonly ((w: World) => T)[];

const guards: Parts<Expr> = [
  ({ s, self }) => eq(row(s("at"), self), lit("a")),
  ({ s, self }) => eq(row(s("at"), self), lit("b")),
  ({ s, self }) => not(eq(row(s("at"), self), lit("c"))),
  ({ s }) => eq(s("owner"), lit(null)),
  ({ s, self }) => eq(s("owner"), self),
  ({ s, self }) => not(has(s("members"), self)),
  ({ s, self }) => has(s("members"), self),
  ({ s }) => binary(size(s("queue")), "<", lit(2)),
  ({ s }) => binary(s("n"), "<", lit(2)),
  ({ s, self }) => eq(row(s("friend"), self), lit(null)),
  ({ s }) => eq(get(s("message"), "kind"), lit("from")),
];

const effects: Parts<Stmt> = [
  ({ s, self }) => put(row(s("at"), self), lit("b")),
  ({ s, self }) => put(row(s("at"), self), lit("c")),
  ({ s, self }) => put(s("owner"), self),
  ({ s }) => put(s("owner"), lit(null)),
  ({ s, self, p }) => run(setMethod(s("members"), "add", set(p), self)),
  ({ s, self }) => run(setMethod(s("members"), "delete", BOOL, self)),
  ({ s, self }) => run(seqMethod(s("queue"), "push", int(0, 2), [self])),
  ({ s, p }) => run(seqMethod(s("queue"), "shift", orNull(p))),
  ({ s }) => run(update(s("n"), "++")),
  ({ s }) => put(s("n"), lit(0)),
  ({ s, self, message }) => put(s("message"), make(message, { kind: lit("from"), who: self })),
  ({ s, message }) => put(s("message"), make(message, { kind: lit("none") })),
  ({ s, self, other, p }) => block(let_(PICKED, pick(p)), put(row(s("friend"), self), other)),
  ({ s, self, other }) =>
    block(
      let_(PICKED, pickFrom(s("members"), other.type.kind === "id" ? other.type : BOOL)),
      put(row(s("friend"), self), other),
    ),
  ({ s, self, other, p }) =>
    block(let_(PICKED, pick(p)), if_(not(eq(other, self)), put(row(s("at"), other), lit("a")))),
  ({ s }) => assert(binary(size(s("members")), "<", lit(2)), 0),
  ({ s, self }) => assert(not(eq(row(s("friend"), self), self)), 1),
];

/** True at first, so that a trace to where they are broken has steps. */
const invariants: Parts<Expr> = [
  ({ s }) => binary(size(s("members")), "<", lit(2)),
  ({ s }) => binary(s("n"), "<", lit(2)),
  ({ s, p, self }) => quantifier("every", [p], [0], eq(row(s("friend"), self), lit(null))),
  ({ s, p, self, other }) =>
    not(
      quantifier(
        "some",
        [p, p],
        [0, 1],
        and(not(eq(self, other)), eq(row(s("friend"), self), other), eq(row(s("friend"), other), self)),
      ),
    ),
  ({ s }) => binary(size(s("queue")), "<", lit(2)),
];

const predicates: Parts<Expr> = [
  ...invariants,
  ({ s, p, self }) => quantifier("some", [p], [0], eq(row(s("at"), self), lit("c"))),
  ({ s, p, self }) => not(quantifier("some", [p], [0], eq(row(s("at"), self), lit("a")))),
  ({ s }) => eq(get(s("message"), "kind"), lit("from")),
  ({ s }) => not(eq(s("owner"), lit(null))),
];

const some = <T>(from: Parts<T>, maxLength: number) => fc.array(fc.constantFrom(...from), { maxLength });

export const models: fc.Arbitrary<SpecModel> = fc
  .record({
    n: fc.integer({ min: 2, max: 3 }),
    actions: fc.array(
      fc.record({
        guards: some(guards, 2),
        effects: fc.array(fc.constantFrom(...effects), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    invariants: some(invariants, 1),
    reachables: some(predicates, 2),
    steps: fc.boolean(),
    constraint: fc.option(fc.constantFrom(...invariants)),
    chosenOwner: fc.boolean(),
    deadlock: fc.constantFrom("fail" as const, "ignore" as const),
  })
  .map(({ n, actions, invariants: kept, reachables, steps, constraint, chosenOwner, deadlock }) => {
    const w = world(n);
    const { p, state, message, s } = w;
    const next = stateOf(state, "next");
    return model({
      state,
      ids: [{ name: "P", size: n }],
      init: make(state, {
        at: fill(table(p, oneOf("a", "b", "c")), lit("a")),
        friend: fill(table(p, orNull(p)), lit(null)),
        owner: chosenOwner ? pick(p) : lit(null),
        members: setFrom(set(p)),
        queue: list(seq(p, 2)),
        message: make(message, { kind: lit("none") }),
        n: lit(0),
      }),
      assertions: ["fewer than two members", "no friend of itself"],
      actions: actions.map((a, i) =>
        action(`a${i}`, [p], block(...a.guards.map((g) => when(g(w))), ...a.effects.map((e) => e(w))), p),
      ),
      properties: [
        ...kept.map((make, i) => property("invariant", `i${i}`, make(w), p, p)),
        ...(steps ? [property("stepInvariant", "grows", binary(next("n"), ">=", s("n")))] : []),
        ...reachables.map((make, i) => property("reachable", `r${i}`, make(w), p, p)),
      ],
      options: { deadlock, constraint: constraint === null ? null : body(give(constraint(w)), p, p) },
    });
  });

/** The same with what else bounds a search: a step constraint, a view, or both. */
export const boundedModels: fc.Arbitrary<SpecModel> = fc
  .record({
    model: models,
    step: fc.option(fc.nat(3)),
    view: fc.option(fc.nat(4)),
  })
  .map(({ model: m, step, view }) => {
    const s = stateOf(m.state);
    const next = stateOf(m.state, "next");
    const steps = [
      binary(next("n"), ">=", s("n")),
      not(and(eq(s("owner"), lit(null)), not(eq(next("owner"), lit(null))))),
      binary(size(next("members")), "<=", size(s("members"))),
      // It cannot be evaluated everywhere.
      eq(binary(lit(2), "/", binary(binary(next("n"), "+", s("n")), "-", lit(3))), lit(1)),
    ];
    const pairOfNumbers = record({ n: int(0, 2), size: int(0, 3) });
    const views = [
      s("n"),
      s("members"),
      s("message"),
      make(pairOfNumbers, { n: s("n"), size: size(s("queue")) }),
      binary(lit(6), "/", binary(s("n"), "-", lit(2))),
    ];
    const bodyOf = (e: Expr | undefined) => (e === undefined ? null : body(give(e)));
    return {
      ...m,
      options: {
        ...m.options,
        stepConstraint: bodyOf(steps[step ?? -1]),
        view: bodyOf(views[view ?? -1]),
      },
    };
  });
