/** An invariant that waits for something. */
import { spec, when, type Int } from "racespec";

interface State { started: boolean; n: Int<0, 3> }
const { action, invariant } = spec<State>(() => ({ started: false, n: 0 }));

export const start = action((s) => { s.started = true; });
export const counts = invariant((s) => {
  when(s.started);
  return s.n < 3;
});
