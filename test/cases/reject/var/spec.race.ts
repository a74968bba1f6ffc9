/** Declares the variable of a loop with var. */
import { spec, type Index, type Int } from "racespec";

type Slot = Index<3>;
interface State { free: Set<Slot>; count: Int<0, 3> }
const { action } = spec<State>(() => ({ free: new Set<Slot>([0, 1, 2]), count: 3 }));

export const recount = action((s) => {
  s.count = 0;
  for (var i = 0; i < 3; i++) {
    if (s.free.has(i)) s.count++;
  }
});
