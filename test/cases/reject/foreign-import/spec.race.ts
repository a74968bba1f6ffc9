/** Reaches for a package, as in any program. */
import { maxBy } from "lodash";
import { spec, fill, type Index, type Int } from "racespec";

type Slot = Index<2>;
interface State { load: Record<Slot, Int<0, 2>>; busiest: Slot }
const { action } = spec<State>(() => ({ load: fill(0), busiest: 0 }));

export const measure = action((s) => {
  s.busiest = maxBy([0, 1], (i: number) => s.load[i]);
});
