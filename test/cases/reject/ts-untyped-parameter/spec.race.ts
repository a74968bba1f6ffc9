/** A helper function whose parameters have no types. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action } = spec<State>(() => ({ n: 0 }));

function wrap(n) {
  return n % 4;
}

export const next = action((s) => { s.n = wrap(s.n + 1); });
