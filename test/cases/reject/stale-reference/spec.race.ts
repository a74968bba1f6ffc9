/** The head of a queue is looked at after it was shifted out. */
import { spec, when, type Index, type Seq } from "racespec";

interface Job { disk: Index<2>; tries: Index<3> }
interface State { queue: Seq<Job, 2>; disk: Index<2> }
const { action } = spec<State>(() => ({ queue: [{ disk: 1, tries: 0 }], disk: 0 }));

export const take = action((s) => {
  when(s.queue.length > 0);
  const job = s.queue[0];
  s.queue.shift();
  s.disk = job.disk;
});
