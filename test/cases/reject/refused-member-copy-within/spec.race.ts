/** Moves a queue up by copying it onto itself. */
import { spec, type Int, type Seq } from "racespec";

interface State { queue: Seq<Int<0, 3>, 3> }
const { action } = spec<State>(() => ({ queue: [] }));

export const up = action((s) => {
  s.queue.copyWithin(0, 1);
});
