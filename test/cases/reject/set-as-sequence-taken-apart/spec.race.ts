/** The first member of a set is taken out by position: JavaScript's is the one that was added first. */
import { type Index, spec } from "racespec";

interface State { ready: Set<Index<3>>; next: Index<3> }
const { action } = spec<State>(() => ({ ready: new Set([2, 0]), next: 0 }));

export const start = action((s) => {
  const [first = 0] = s.ready;
  s.next = first;
});
