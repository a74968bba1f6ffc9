/**
 * The filter lock, Peterson's for N threads.
 *
 * Step for step the models of peers/spin/filter.pml and peers/murphi/filter.m: their counts are ours.
 */
import { constant, every, fill, type Id, type Index, spec, when } from "racespec";
export const N = constant(3);
type T = Id<"T", typeof N>;
type L = Index<typeof N>;
interface State {
  level: Record<T, L>;
  victim: Record<L, T | null>;
}
const { process, invariant, model } = spec<State>(() => ({ level: fill(0), victim: fill(null) }));
export const thread = process(
  function* (s, self: T) {
    while (true) {
      s = yield "start";
      for (let l: L = 1; l < N; l++) {
        s = yield "level";
        s.level[self] = l;
        s = yield "victim";
        s.victim[l] = self;
        s = yield "pass";
        when(s.victim[l] !== self || every((k: T) => k === self || s.level[k] < l));
      }
      s = yield "leave";
      s.level[self] = 0;
    }
  },
  { daemon: true },
);
export const mutex = invariant((s) =>
  every((a: T, b: T) => a === b || !thread.at(s, a, "leave") || !thread.at(s, b, "leave")),
);
/** One model for every size: the bench sets the constants. */
export const bench = model({}, { deadlock: "ignore" });
