// Small models that several tests of the checker use.
// In: sizes. Out: SpecModels. Not here: the ways in which a single step can go (steps.test.ts).
import type { SpecModel } from "../../ir/model.ts";
import {
  action,
  and,
  BOOL,
  block,
  eq,
  fill,
  has,
  id,
  int,
  lit,
  local,
  make,
  model,
  not,
  oneOf,
  orNull,
  property,
  put,
  quantifier,
  record,
  row,
  run,
  set,
  setFrom,
  setMethod,
  stateOf,
  table,
  update,
  when,
} from "./builder.ts";

/** Counts to `hi` and stops; one state a level. */
export function counter(hi: number, deadlock: "fail" | "ignore" = "ignore"): SpecModel {
  const state = record({ n: int(0, hi) });
  const s = stateOf(state);
  return model({
    state,
    init: make(state, { n: lit(0) }),
    actions: [action("tick", [], block(when(not(eq(s("n"), lit(hi)))), run(update(s("n"), "++"))))],
    options: { deadlock },
  });
}

/** Lamport's two-phase commit, as published with TLC: 288 / 1,146 / 11 for three resource managers. */
export function twoPhase(n: number, identities = false): SpecModel {
  const rm = identities ? id(0, "RM", n) : int(0, n - 1);
  const rmState = oneOf("working", "prepared", "committed", "aborted");
  const state = record({
    rmState: table(rm, rmState),
    tmState: oneOf("init", "done"),
    tmPrepared: set(rm),
    prepared: set(rm),
    commit: BOOL,
    abort: BOOL,
  });
  const s = stateOf(state);
  const r = local(0, rm);
  const allPrepared = quantifier("every", [rm], [0], has(s("tmPrepared"), r));
  return model({
    state,
    ids: identities ? [{ name: "RM", size: n }] : [],
    init: make(state, {
      rmState: fill(table(rm, rmState), lit("working")),
      tmState: lit("init"),
      tmPrepared: setFrom(set(rm)),
      prepared: setFrom(set(rm)),
      commit: lit(false),
      abort: lit(false),
    }),
    actions: [
      action(
        "tmCommit",
        [],
        block(
          when(eq(s("tmState"), lit("init"))),
          when(allPrepared),
          put(s("tmState"), lit("done")),
          put(s("commit"), lit(true)),
        ),
        rm,
      ),
      action(
        "tmAbort",
        [],
        block(when(eq(s("tmState"), lit("init"))), put(s("tmState"), lit("done")), put(s("abort"), lit(true))),
      ),
      action(
        "tmRcvPrepared",
        [rm],
        block(
          when(and(eq(s("tmState"), lit("init")), has(s("prepared"), r))),
          run(setMethod(s("tmPrepared"), "add", set(rm), r)),
        ),
      ),
      action(
        "rmPrepare",
        [rm],
        block(
          when(eq(row(s("rmState"), r), lit("working"))),
          put(row(s("rmState"), r), lit("prepared")),
          run(setMethod(s("prepared"), "add", set(rm), r)),
        ),
      ),
      action(
        "rmChooseToAbort",
        [rm],
        block(when(eq(row(s("rmState"), r), lit("working"))), put(row(s("rmState"), r), lit("aborted"))),
      ),
      action("rmRcvCommit", [rm], block(when(s("commit")), put(row(s("rmState"), r), lit("committed")))),
      action("rmRcvAbort", [rm], block(when(s("abort")), put(row(s("rmState"), r), lit("aborted")))),
    ],
    properties: [
      property(
        "invariant",
        "consistent",
        quantifier(
          "every",
          [rm, rm],
          [0, 1],
          not(and(eq(row(s("rmState"), r), lit("aborted")), eq(row(s("rmState"), local(1, rm)), lit("committed")))),
        ),
        rm,
        rm,
      ),
    ],
  });
}

/**
 * A lock that is tested and taken in two steps: two may get in. States hold identities as values, keys and members.
 */
export function brokenLock(n: number, options: Parameters<typeof model>[0]["options"] = {}): SpecModel {
  const p = id(0, "P", n);
  const pc = oneOf("idle", "tested", "inside");
  const state = record({ pc: table(p, pc), owner: orNull(p), inside: set(p), last: orNull(p) });
  const s = stateOf(state);
  const self = local(0, p);
  const here = row(s("pc"), self);
  return model({
    state,
    ids: [{ name: "P", size: n }],
    init: make(state, {
      pc: fill(table(p, pc), lit("idle")),
      owner: lit(null),
      inside: setFrom(set(p)),
      last: lit(null),
    }),
    actions: [
      action("test", [p], block(when(and(eq(here, lit("idle")), eq(s("owner"), lit(null)))), put(here, lit("tested")))),
      action(
        "take",
        [p],
        block(
          when(eq(here, lit("tested"))),
          put(here, lit("inside")),
          put(s("owner"), self),
          run(setMethod(s("inside"), "add", set(p), self)),
        ),
      ),
      action(
        "leave",
        [p],
        block(
          when(eq(here, lit("inside"))),
          put(here, lit("idle")),
          put(s("owner"), lit(null)),
          put(s("last"), self),
          run(setMethod(s("inside"), "delete", BOOL, self)),
        ),
      ),
    ],
    properties: [
      property("reachable", "someoneLeaves", not(eq(s("last"), lit(null)))),
      property(
        "invariant",
        "exclusive",
        quantifier(
          "every",
          [p, p],
          [0, 1],
          eq(
            and(has(s("inside"), self), has(s("inside"), local(1, p))),
            and(has(s("inside"), self), eq(self, local(1, p))),
          ),
        ),
        p,
        p,
      ),
    ],
    options,
  });
}
