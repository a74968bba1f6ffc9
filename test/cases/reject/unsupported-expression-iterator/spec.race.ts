/** An iterator with a name. */
import { spec, type Index } from "racespec";

interface State { votes: Map<Index<2>, boolean>; yes: Index<3> }
const { action } = spec<State>(() => ({ votes: new Map(), yes: 0 }));

export const tally = action((s) => {
  const all = s.votes.values();
  for (const v of all) if (v) s.yes++;
});
