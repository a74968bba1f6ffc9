/** A value of a map after its entry was deleted. */
import { spec, when, type Index } from "racespec";

interface Job { left: Index<3> }
interface State { jobs: Map<Index<2>, Job>; last: Index<3> }
const { action } = spec<State>(() => ({ jobs: new Map([[0, { left: 2 }]]), last: 0 }));

export const finish = action((s, i: Index<2>) => {
  const job = s.jobs.get(i);
  when(job !== undefined);
  s.jobs.delete(i);
  s.last = job.left;
});
