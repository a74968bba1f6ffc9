/** A recursive helper leaves its result type to inference. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 5> }
const { action } = spec<State>(() => ({ n: 5 }));

function drain(s: State, times: number) {
  if (times > 0) drain(s, times - 1);
  if (s.n > 0) s.n--;
  return times;
}
export const go = action((s) => { drain(s, 2); });
