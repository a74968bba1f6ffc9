/** The text of an assertion is taken from the state. */
import { spec, assert, type Int } from "racespec";

interface State { n: Int<0, 3>; reason: "too many" | "too few" }
const { action } = spec<State>(() => ({ n: 0, reason: "too many" }));

export const step = action((s) => {
  assert(s.n < 3, s.reason);
  s.n = (s.n + 1) % 3;
});
