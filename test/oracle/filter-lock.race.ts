/**
 * The filter lock, Peterson's for N threads.
 * @source rumur 2022.08.20 of the same model in Murphi: 894 and 18,165 states, 2,196 and 54,064 rules, 174 and 969 orbits;
 * Spin 6.5 of one in Promela: 894 and 18,165 states. unfair fails after 14 rules
 */
import { constant, every, fill, type Id, type Index, spec, violates, when } from "racespec";
export const N = constant(3);
/** Whether who comes later becomes the victim. */
export const LATER = constant(true);
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
        s.victim[l] = LATER ? self : (s.victim[l] ?? self);
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
export const three = model({});
export const four = model({ N: 4 });
export const unfair = model({ LATER: false }, { expect: violates(mutex) });
