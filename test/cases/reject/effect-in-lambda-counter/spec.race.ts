/** Counting by a callback. */
import { spec, every, fill, type Index, type Int } from "racespec";

type Slot = Index<3>;
interface State { free: Record<Slot, boolean>; left: Int<0, 3> }
const { action } = spec<State>(() => ({ free: fill(true), left: 0 }));

export const look = action((s) => {
  let n = 0;
  every((i: Slot) => {
    if (s.free[i]) n++;
    return true;
  });
  s.left = n;
});
