/** The head of a queue is kept while the process rests. */
import { spec, when, type Seq } from "racespec";

interface Job { done: boolean }
interface State { queue: Seq<Job, 2> }
const { process } = spec<State>(() => ({ queue: [{ done: false }] }));

export const work = process(function* (s) {
  s = yield "start";
  when(s.queue.length > 0);
  const job = s.queue[0];
  s = yield "finish";
  job.done = true;
});
