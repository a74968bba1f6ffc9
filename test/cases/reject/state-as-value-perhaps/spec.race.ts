/** A function without a result type gives the state, or another object. */
import { type Index, spec } from "racespec";

interface State { n: Index<3>; m: Index<3> }
const { action } = spec<State>(() => ({ n: 0, m: 0 }));
function either(s: State) {
  if (s.n === 0) return s;
  return { n: 1, m: 1 };
}

export const step = action((s) => {
  s = either(s);
  s.m = 2;
});
