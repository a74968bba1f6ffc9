// Many initial states, some pruned by `when`, some kept by `init`; a constraint bounds the search as TLC's does.
import { type Int, pick, spec, when } from "racespec";
interface State { a: Int<0, 9>; b: Int<0, 9> }
const { action, invariant, model } = spec<State>(() => {
  const a = pick<Int<0, 3>>();
  const b = pick((n: Int<0, 3>) => n !== a);
  when(a + b < 5);
  return { a, b };
});
export const step = action((s) => { when(s.a < 9); s.a++; });
export const apart = invariant((s) => s.a < 10);
export const all = model({}, { deadlock: "ignore" });
export const fromZero = model({}, { init: (s) => s.a === 0, deadlock: "ignore" });
export const bounded = model({}, { constraint: (s) => s.a <= 4, deadlock: "ignore" });
