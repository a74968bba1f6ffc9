/** The members of a set are queued, in whatever order. */
import { spec, when, type Index, type Seq } from "racespec";

type Job = Index<3>;
interface State { ready: Set<Job>; queue: Seq<Job, 3> }
const { action } = spec<State>(() => ({ ready: new Set([0, 2]), queue: [] }));

export const start = action((s) => {
  when(s.queue.length === 0);
  for (const j of s.ready) s.queue.push(j);
});
