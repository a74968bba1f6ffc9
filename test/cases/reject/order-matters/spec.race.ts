/** The last reader of a set wins, whoever that is. */
import { spec, type Index } from "racespec";

interface State { readers: Set<Index<3>>; last: Index<3> }
const { action } = spec<State>(() => ({ readers: new Set([0, 2]), last: 0 }));

export const scan = action((s) => {
  for (const r of s.readers) s.last = r;
});
