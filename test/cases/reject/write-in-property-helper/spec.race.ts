/** An invariant calls a helper that changes the state. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, invariant } = spec<State>(() => ({ n: 0 }));

function next(s: State): State {
  s.n = (s.n + 1) % 4;
  return s;
}
export const step = action((s) => { next(s); });
export const neverFour = invariant((s) => next(s).n < 4);
