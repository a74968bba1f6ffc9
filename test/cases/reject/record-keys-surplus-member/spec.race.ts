/** A record with more fields than the members of a set is put in. */
import { type Index, spec, ValueSet } from "racespec";

interface Job { id: Index<2> }
interface Running extends Job { on: Index<3> }
interface State { done: ValueSet<Job>; now: Running }
const { action } = spec<State>(() => ({ done: new ValueSet(), now: { id: 1, on: 2 } }));

export const end = action((s) => {
  s.done.add(s.now);
});
