/** Takes the first element of a queue, and assigns the rest in the same line. */
import { spec, when, type Int, type Seq } from "racespec";

interface State { queue: Seq<Int<0, 3>, 3>; current: Int<0, 3> }
const { action } = spec<State>(() => ({ queue: [1, 2, 3], current: 0 }));

export const next = action((s) => {
  when(s.queue.length > 0);
  [s.current, ...s.queue] = s.queue;
});
