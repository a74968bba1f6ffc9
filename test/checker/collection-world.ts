// In: statements. Out: a state with a collection of every kind, and what a step from its empty one leaves there or fails with.
// Not here: what is expected (structured-sets.test.ts, collections.test.ts).
import { expect } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Value } from "../../ir/value.ts";
import { createStepping } from "../cells/both.ts";
import * as b from "./builder.ts";

export const small = b.int(0, 3);
export const msg = b.record({ to: small, ack: b.BOOL });
export const point = b.tupleOf(small, small);
export const state = b.record({
  msgs: b.set(msg),
  few: b.set(msg, 2),
  digits: b.set(small, 2),
  sets: b.set(b.set(b.int(0, 1))),
  at: b.map(small, point),
  by: b.map(msg, b.record({ n: b.int(0, 9) }), 2),
  bag: b.bag(msg, 3),
  n: b.int(0, 99),
  last: b.orNull(msg),
  list: b.seq(msg, 4),
});
export const s = b.stateOf(state);
export const domainOf = (name: string): Domain =>
  state.fields.find((f) => f.name === name)?.domain ?? expect.fail(name);
export const empty = (name: string): Expr => {
  const d = domainOf(name);
  return d.kind === "map"
    ? b.mapFrom(d)
    : d.kind === "bag"
      ? b.bagFrom(d)
      : d.kind === "set"
        ? b.setFrom(d)
        : b.list(d);
};

export const m = (to: number, ack = false): Expr => b.make(msg, { to: b.lit(to), ack: b.lit(ack) });
export const p = (x: number, y: number): Expr => b.pair(point, b.lit(x), b.lit(y));
export const M = (to: number, ack = false): Value => ({ to, ack });
export const add = (name: string, x: Expr): Stmt => b.run(b.setMethod(s(name), "add", domainOf(name), x));
export const put = (name: string, k: Expr, v: Expr): Stmt => b.run(b.mapMethod(s(name), "set", domainOf(name), k, v));
export const throwIn = (x: Expr): Stmt => b.run(b.bagMethod(s("bag"), "add", domainOf("bag"), x));
export const msgsOf = (...xs: Expr[]): Expr => b.list(b.seq(msg, 9), ...xs);

/** What a step leaves, or how it fails; of several choices one each. */
export function results(code: Stmt, ...slots: Type[]): readonly (Readonly<Record<string, Value>> | Failure)[] {
  const initial = b.make(state, {
    ...Object.fromEntries(["msgs", "few", "digits", "sets", "at", "by", "bag", "list"].map((x) => [x, empty(x)])),
    n: b.lit(0),
    last: b.lit(null),
  });
  const stepping = createStepping(b.model({ state, init: initial, actions: [b.action("act", [], code, ...slots)] }));
  const [first] = [...stepping.initial()];
  const steps = stepping.successors(first?.state ?? expect.fail("no initial state"));
  return steps.map(({ state: to, failure }) => failure ?? to ?? expect.fail("neither"));
}
export const left = (code: Stmt, ...slots: Type[]) => {
  const [only, ...more] = results(code, ...slots);
  expect(more).toEqual([]);
  return only as Readonly<Record<string, Value>>;
};
/** A number that an expression comes to, after some statements. */
export const number = (e: Expr, before: readonly Stmt[] = [], ...slots: Type[]): Value =>
  left(b.block(...before, b.put(s("n"), b.conditional(e, b.lit(1), b.lit(0)))), ...slots).n;
export const failing = (code: Stmt) => ({
  kind: "range",
  ...(({ path, message }) => ({ path, message }))(left(code) as never),
});
