/**
 * TeachingConcurrency/Simple.cfg of tlaplus/Examples: the algorithm of Lamport's "Teaching Concurrency".
 *
 * N processes in a ring: each writes 1 into its own register and then reads its left neighbour's. Why does somebody read 1?
 *
 * Processes are PlusCal's, label by label. `terminating` is the disjunct that PlusCal adds so that the end is no deadlock: TLC
 * counts its step in each of the 31 states in which all are done.
 *
 * @source tlaplus/Examples specifications/TeachingConcurrency/Simple.tla
 * @source L. Lamport: Teaching Concurrency. ACM SIGACT News 40(1):58-62, 2009
 */
import { constant, every, fill, type Index, some, spec, when } from "racespec";

/** Processes in the ring. */
export const N = constant(5);
type P = Index<typeof N>;
interface State {
  x: Record<P, 0 | 1>;
  y: Record<P, 0 | 1>;
}
const { action, process, invariant, model } = spec<State>(() => ({ x: fill(0), y: fill(0) }));

/** One process of the ring. */
export const proc = process(function* (s, self: P) {
  // writes 1
  s = yield "a";
  s.x[self] = 1;
  // reads the left neighbour's register
  s = yield "b";
  s.y[self] = s.x[(self - 1 + N) % N];
});

/** All are done, and stay so. */
export const terminating = action((s) => {
  when(every((i: P) => proc.done(s, i)));
});

/** When all are done, somebody has read 1. */
export const pCorrect = invariant((s) => !every((i: P) => proc.done(s, i)) || some((i: P) => s.y[i] === 1));
/** Lamport's inductive invariant: who has written finds 1 in his register, and at the end somebody has read 1. */
export const inv = invariant(
  (s) =>
    every((i: P) => proc.at(s, i, "a") || s.x[i] === 1) &&
    (some((i: P) => !proc.done(s, i)) || some((i: P) => s.y[i] === 1)),
);

export const asPublished = model();
