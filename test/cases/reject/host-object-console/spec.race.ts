/** Prints in the middle of a step, to see what happens. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action } = spec<State>(() => ({ n: 0 }));

export const add = action((s) => {
  console.log("n is", s.n);
  s.n = (s.n + 1) % 4;
});
