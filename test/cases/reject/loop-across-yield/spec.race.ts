/** A loop over a queue that others change while it rests. */
import { spec, type Index, type Seq } from "racespec";

type Job = Index<2>;
interface State { queue: Seq<Job, 2>; last: Job }
const { process } = spec<State>(() => ({ queue: [0, 1], last: 0 }));

export const work = process(function* (s) {
  s = yield "start";
  for (const job of s.queue) {
    s = yield "work";
    s.last = job;
  }
});
