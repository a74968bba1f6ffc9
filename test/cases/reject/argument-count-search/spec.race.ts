/** A search from a position on. */
import { type Index, type Seq, spec } from "racespec";

interface State { queue: Seq<Index<3>, 3>; found: boolean }
const { action } = spec<State>(() => ({ queue: [0, 1, 2], found: false }));

export const look = action((s) => { s.found = s.queue.indexOf(1, 2) >= 0; });
