// Textbook models: Peterson's algorithm, a lock that is taken by whoever finds it free.
// In: what is fair. Out: SpecModels.
// Not here: what holds of them (classics.test.ts).
import type { Expr } from "../../ir/expr.ts";
import type { Fairness, Property, SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";

/** Of each self over all actions of these numbers. */
export const fairProcess = (kind: Fairness["kind"], ...actions: number[]): Fairness => ({
  ...{ kind, at: b.at, each: true },
  of: actions.map((index) => ({ kind: "action", index })),
});

const leadsTo = (name: string, from: Expr, to: Expr): Property => ({
  ...b.property("leadsTo", name, from),
  goal: b.body(b.give(to)),
});

const who = b.int(0, 1);
const self = b.local(0, who);
const pc = b.oneOf("idle", "flag", "turn", "wait", "in");

export function peterson(fairness: readonly Fairness[]): SpecModel {
  const state = b.record({ pc: b.table(who, pc), flag: b.table(who, b.BOOL), turn: who });
  const s = b.stateOf(state);
  const mine = (name: "pc" | "flag") => b.row(s(name), self);
  const other = b.conditional(b.eq(self, b.lit(0)), b.lit(1), b.lit(0));
  const step = (name: string, from: string, to: string, ...more: ReturnType<typeof b.put>[]) =>
    b.action(name, [who], b.block(b.when(b.eq(mine("pc"), b.lit(from))), ...more, b.put(mine("pc"), b.lit(to))));
  const mayEnter = b.logical(b.not(b.row(s("flag"), other)), "||", b.eq(s("turn"), self));
  const first = (place: string): Expr => b.eq(b.row(s("pc"), b.lit(0)), b.lit(place));
  return b.model({
    state,
    init: b.make(state, {
      pc: b.fill(b.table(who, pc), b.lit("idle")),
      flag: b.fill(b.table(who, b.BOOL), b.lit(false)),
      turn: b.lit(0),
    }),
    actions: [
      step("ask", "idle", "flag"),
      step("raise", "flag", "turn", b.put(mine("flag"), b.lit(true))),
      step("yield", "turn", "wait", b.put(s("turn"), other)),
      step("enter", "wait", "in", b.when(mayEnter)),
      step("leave", "in", "idle", b.put(mine("flag"), b.lit(false))),
    ],
    fairness,
    properties: [
      b.property("invariant", "exclusive", b.not(b.and(first("in"), b.eq(b.row(s("pc"), b.lit(1)), b.lit("in"))))),
      leadsTo("comesIn", first("flag"), first("in")),
    ],
  });
}

/** Who wants the lock takes it when it is free. */
export function lock(kind: Fairness["kind"]): SpecModel {
  const place = b.oneOf("idle", "wants", "has");
  const state = b.record({ at: b.table(who, place), free: b.BOOL });
  const s = b.stateOf(state);
  const here = b.row(s("at"), self);
  const step = (name: string, from: string, to: string, ...more: ReturnType<typeof b.put>[]) =>
    b.action(name, [who], b.block(b.when(b.eq(here, b.lit(from))), ...more, b.put(here, b.lit(to))));
  const first = b.row(s("at"), b.lit(0));
  return b.model({
    state,
    init: b.make(state, { at: b.fill(b.table(who, place), b.lit("idle")), free: b.lit(true) }),
    actions: [
      step("ask", "idle", "wants"),
      step("take", "wants", "has", b.when(s("free")), b.put(s("free"), b.lit(false))),
      step("release", "has", "idle", b.put(s("free"), b.lit(true))),
    ],
    fairness: [fairProcess(kind, 0, 1, 2)],
    properties: [leadsTo("served", b.eq(first, b.lit("wants")), b.eq(first, b.lit("has")))],
  });
}
