/** A helper that calls itself and gives the state back. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 5> }
const { action } = spec<State>(() => ({ n: 5 }));

function drain(s: State) {
  if (s.n > 0) {
    s.n--;
    drain(s);
  }
  return s;
}
export const go = action((s) => { s = drain(s); });
