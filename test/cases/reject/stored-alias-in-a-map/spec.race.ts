/** One record in two maps. */
import { spec, when, type Index } from "racespec";

interface Job { left: Index<3> }
interface State { waiting: Map<Index<2>, Job>; running: Map<Index<2>, Job> }
const { action } = spec<State>(() => ({ waiting: new Map([[0, { left: 2 }]]), running: new Map() }));

export const start = action((s, i: Index<2>) => {
  const job = s.waiting.get(i);
  when(job !== undefined);
  s.running.set(i, job);
});
