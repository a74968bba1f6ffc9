/** Keeps the value of a map entry across a yield, while others may take the entry away. */
import { spec, when, type Index } from "racespec";

interface Job { left: Index<4> }
interface State { jobs: Map<Index<2>, Job> }
const { process } = spec<State>(() => ({ jobs: new Map([[0, { left: 3 }]]) }));

export const work = process(function* (s) {
  s = yield "begin";
  const job = s.jobs.get(0);
  when(job !== undefined);
  s = yield "work";
  job.left--;
});
