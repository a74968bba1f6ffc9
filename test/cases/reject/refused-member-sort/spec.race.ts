/** Keeps a queue in order by sorting it. */
import { spec, when, type Int, type Seq } from "racespec";

interface State { queue: Seq<Int<0, 3>, 3> }
const { action } = spec<State>(() => ({ queue: [] }));

export const insert = action((s, x: Int<0, 3>) => {
  when(s.queue.length < 3);
  s.queue.push(x);
  s.queue.sort();
});
