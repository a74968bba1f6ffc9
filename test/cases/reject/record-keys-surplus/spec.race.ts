/** A record with more fields than its new place: in JavaScript that place would have them too. */
import { type Index, spec } from "racespec";

interface Job { id: Index<2> }
interface Running extends Job { on: Index<3> }
interface State { last: Job; now: Running }
const { action } = spec<State>(() => ({ last: { id: 0 }, now: { id: 1, on: 2 } }));

const idOf = (job: Job): Index<2> => job.id;
export const end = action((s) => {
  if (idOf(s.now) === 1) s.last = { ...s.now };
});
