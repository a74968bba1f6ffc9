/** A wait for each element, inside a quantifier. */
import { spec, when, every, fill, type Index } from "racespec";

type Slot = Index<2>;
interface State { free: Record<Slot, boolean>; all: boolean }
const { action } = spec<State>(() => ({ free: fill(true), all: false }));

export const look = action((s) => { s.all = every((i: Slot) => s.free[i] && constantly(s)); });
function constantly(s: State): boolean {
  when(!s.all);
  return true;
}
