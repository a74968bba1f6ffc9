/**
 * Lock of tlaplus/Examples: what a lock is. `peterson.race.ts` is one.
 *
 * Each process works, takes the lock, is in the critical section, gives the lock back. What it does next is a part of the state,
 * and its labels are actions, so that another spec can be said to refine this one.
 *
 * @source tlaplus/Examples specifications/locks_auxiliary_vars/Lock.tla
 */
import { every, fill, type Int, spec, when } from "racespec";

export type P = Int<1, 2>;
export interface Lock {
  pc: Record<P, "l0" | "l1" | "cs" | "l2">;
  /** 1 while it is free. */
  lock: 0 | 1;
}
export const lock = spec<Lock>(() => ({ pc: fill("l0"), lock: 1 }));
const { action, invariant } = lock;

/** Has worked, and wants to enter. */
export const l0 = action((s, self: P) => {
  when(s.pc[self] === "l0");
  s.pc[self] = "l1";
});
/** Takes the lock. */
export const l1 = action((s, self: P) => {
  when(s.pc[self] === "l1" && s.lock === 1);
  s.lock = 0;
  s.pc[self] = "cs";
});
/** Is about to leave. */
export const cs = action((s, self: P) => {
  when(s.pc[self] === "cs");
  s.pc[self] = "l2";
});
/** Gives the lock back. */
export const l2 = action((s, self: P) => {
  when(s.pc[self] === "l2");
  s.lock = 1;
  s.pc[self] = "l0";
});

/** Never are two in the critical section. */
export const lockInv = invariant((s) => !every((p: P) => s.pc[p] === "cs" || s.pc[p] === "l2"));
