/** A condition and a wait in one expression. */
import { spec, when, type Int } from "racespec";

interface State { n: Int<0, 3>; busy: boolean }
const { action } = spec<State>(() => ({ n: 0, busy: false }));

export const step = action((s) => {
  s.busy && when(s.n > 0);
  s.n = (s.n + 1) % 4;
});
