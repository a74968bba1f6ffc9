/** A choice inside a filter. */
import { spec, pick, type Index, type Seq } from "racespec";

interface State { queue: Seq<Index<2>, 2> }
const { action } = spec<State>(() => ({ queue: [0, 1] }));

export const lose = action((s) => { s.queue = s.queue.filter(() => pick<boolean>()); });
