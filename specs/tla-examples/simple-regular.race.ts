/**
 * TeachingConcurrency/SimpleRegular.cfg of tlaplus/Examples: Lamport's "Teaching Concurrency" algorithm over regular registers.
 *
 * N processes in a ring: each writes 1 into its own register and then reads its left neighbour's. A regular register that is
 * being written may give either value, so a write has two steps and a register is the set of what a read may find.
 *
 * Processes are PlusCal's, label by label. `terminating` is the disjunct that PlusCal adds so that the end is no deadlock.
 *
 * @source tlaplus/Examples specifications/TeachingConcurrency/SimpleRegular.tla
 */
import { constant, every, fill, type Index, pick, some, spec, when } from "racespec";

/** Processes in the ring. */
export const N = constant(8);
type P = Index<typeof N>;
type Bit = 0 | 1;
interface State {
  /** What a read of the register may find. */
  x: Record<P, Set<Bit>>;
  y: Record<P, Bit>;
}
const { action, process, invariant, model } = spec<State>(() => ({ x: fill(new Set([0])), y: fill(0) }));

/** One process of the ring. */
export const proc = process(function* (s, self: P) {
  // begins to write 1
  s = yield "a1";
  s.x[self] = new Set([0, 1]);
  // has written 1
  s = yield "a2";
  s.x[self] = new Set([1]);
  // reads the left neighbour's register
  s = yield "b";
  s.y[self] = pick(s.x[(self - 1 + N) % N]);
});

/** All are done, and stay so. */
export const terminating = action((s) => {
  when(every((i: P) => proc.done(s, i)));
});

/** When all are done, somebody has read 1. */
export const pCorrect = invariant((s) => !every((i: P) => proc.done(s, i)) || some((i: P) => s.y[i] === 1));
/** A register is never without a value. */
export const typeOk = invariant((s) => every((i: P) => s.x[i].size > 0));
/** Lamport's inductive invariant: who has written finds 1 in his register, and at the end somebody has read 1. */
export const inv = invariant(
  (s) =>
    every((i: P) => proc.at(s, i, "a1", "a2") || (s.x[i].has(1) && !s.x[i].has(0))) &&
    (some((i: P) => !proc.done(s, i)) || some((i: P) => s.y[i] === 1)),
);

export const asPublished = model();
