/** A view that leaves out a counter, and a property of what happens in the end. */
import { spec, when, type Int } from "racespec";

interface State { n: Int<0, 3>; done: boolean }
const { action, eventually, model } = spec<State>(() => ({ n: 0, done: false }));

export const rise = action((s) => {
  when(s.n < 3);
  s.n++;
});
export const finish = action((s) => { s.done = true; }, { fair: "weak" });
export const terminates = eventually((s) => s.done);
export const small = model({}, { view: (s) => s.done, deadlock: "ignore" });
