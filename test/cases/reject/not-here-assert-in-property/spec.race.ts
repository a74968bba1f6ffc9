/** An assertion inside an invariant. */
import { spec, assert, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, invariant } = spec<State>(() => ({ n: 0 }));

export const step = action((s) => { s.n = (s.n + 1) % 4; });
export const small = invariant((s) => {
  assert(s.n < 4, "too large");
  return true;
});
