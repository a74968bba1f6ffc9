/** Builds the text of an assertion from values. */
import { spec, assert, fill, type Index, type Int } from "racespec";

type Slot = Index<2>;
interface State { count: Record<Slot, Int<0, 2>> }
const { action } = spec<State>(() => ({ count: fill(0) }));

export const add = action((s, i: Slot) => {
  assert(s.count[i] < 2, `slot ${i} overflows`);
  s.count[i]++;
});
