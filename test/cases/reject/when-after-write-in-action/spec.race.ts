/** A guard at the end of an action, below what it guards. */
import { spec, when, type Int } from "racespec";

interface State { free: Int<0, 2>; used: Int<0, 2> }
const { action } = spec<State>(() => ({ free: 2, used: 0 }));

export const take = action((s) => {
  s.used++;
  when(s.free > 0);
  s.free--;
});
