/** A property that asks whether an action could be taken. */
import { spec, when, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, invariant } = spec<State>(() => ({ n: 0 }));

export const rise = action((s) => {
  when(s.n < 3);
  s.n++;
});
export const canRise = invariant((s) => s.n === 3 || rise.enabled(s));
