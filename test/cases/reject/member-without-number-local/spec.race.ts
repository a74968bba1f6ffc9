/** A set of records with numbers of any size in them. */
import { spec, ValueSet, type Index } from "racespec";

interface State { count: Index<4> }
const { action } = spec<State>(() => ({ count: 0 }));

export const step = action((s) => {
  const seen = new ValueSet<{ at: number }>();
  seen.add({ at: s.count });
});
