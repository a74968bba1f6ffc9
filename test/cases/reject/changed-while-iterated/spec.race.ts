/** New members are found while going through the old ones. */
import { spec, type Index } from "racespec";

interface State { reached: Set<Index<3>> }
const { action } = spec<State>(() => ({ reached: new Set([0]) }));

export const spread = action((s) => {
  for (const n of s.reached) s.reached.add(2);
});
