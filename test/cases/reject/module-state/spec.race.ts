/** Counts in a variable of the module, as a program would. */
import { spec, type Int } from "racespec";

let tickets = 0;

interface State { serving: Int<0, 3> }
const { action } = spec<State>(() => ({ serving: 0 }));

export const serve = action((s) => {
  tickets++;
  s.serving = tickets % 4;
});
