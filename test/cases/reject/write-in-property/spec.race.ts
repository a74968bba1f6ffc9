/** An invariant resets what it has looked at. */
import { spec, type Int } from "racespec";

interface State { errors: Int<0, 3> }
const { action, invariant } = spec<State>(() => ({ errors: 0 }));

export const fail = action((s) => { s.errors = 1; });
export const noErrors = invariant((s) => {
  const ok = s.errors === 0;
  s.errors = 0;
  return ok;
});
