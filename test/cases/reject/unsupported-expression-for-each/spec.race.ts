/** A loop as a value. */
import { spec, type Index, type Seq } from "racespec";

interface State { queue: Seq<Index<3>, 3>; sum: Index<9> }
const { action } = spec<State>(() => ({ queue: [1, 2], sum: 0 }));

export const total = action((s) => {
  const done = s.queue.forEach((x) => { s.sum = x; });
});
