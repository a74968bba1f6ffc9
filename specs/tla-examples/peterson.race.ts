/**
 * locks_auxiliary_vars/Peterson.cfg of tlaplus/Examples: Peterson's lock for two processes.
 *
 * Who wants to enter says so, lets the other one go first, and waits while the other wants to enter and it is the other's turn.
 * The processes are PlusCal's, label by label.
 *
 * @source tlaplus/Examples specifications/locks_auxiliary_vars/Peterson.tla
 */
import { every, fill, fillWith, some, spec, when } from "racespec";
import { type Lock, lock, type P } from "./lock.race.ts";

interface State {
  /** Who wants to enter. */
  c: Record<P, boolean>;
  turn: P;
}
const { process, invariant, refines, model } = spec<State>(() => ({ c: fill(false), turn: 1 }));
const other = (p: P): P => (p === 1 ? 2 : 1);

/** Works, enters, leaves, for ever. */
export const proc = process(function* (s, self: P) {
  while (true) {
    // works outside
    s = yield "a0";
    // says that it wants to enter
    s = yield "a1";
    s.c[self] = true;
    // lets the other one go first
    s = yield "a2";
    s.turn = other(self);
    // waits for its turn
    s = yield "a3";
    when(!s.c[other(self)] || s.turn === self);
    // is in the critical section
    s = yield "cs";
    // leaves
    s = yield "a4";
    s.c[self] = false;
  }
});

/** Never are two in the critical section. */
export const mutualExclusion = invariant((s) => !every((p: P) => proc.at(s, p, "cs", "a4")));
/** Who is inside has the turn, or the other one has not yet given it away: the invariant that was proved inductive. */
export const inv = invariant((s) =>
  every(
    (p: P) =>
      s.c[p] === proc.at(s, p, "a2", "a3", "cs", "a4") &&
      (!proc.at(s, p, "cs", "a4") || s.turn === p || proc.at(s, other(p), "a0", "a1", "a2")),
  ),
);

/** It is a lock, which is taken on the way into the critical section. */
export const isLock = refines<Lock>(lock, (s) => ({
  pc: fillWith((p: P) => {
    if (proc.at(s, p, "a0")) return "l0";
    if (proc.at(s, p, "cs")) return "cs";
    return proc.at(s, p, "a4") ? "l2" : "l1";
  }),
  lock: some((p: P) => proc.at(s, p, "cs", "a4")) ? 0 : 1,
}));

export const asPublished = model();
