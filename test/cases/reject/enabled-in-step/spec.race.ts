/** An action that waits until another one is possible. */
import { spec, when, type Int } from "racespec";

interface State { n: Int<0, 3>; full: boolean }
const { action } = spec<State>(() => ({ n: 0, full: false }));

export const rise = action((s) => {
  when(s.n < 3);
  s.n++;
});
export const stop = action((s) => {
  when(!rise.enabled(s));
  s.full = true;
});
