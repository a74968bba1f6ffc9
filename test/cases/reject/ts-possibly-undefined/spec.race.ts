/** Takes the first message of a queue that may be empty. */
import { spec, type Int, type Seq } from "racespec";

interface State { queue: Seq<Int<0, 3>, 2>; last: Int<0, 3> }
const { action } = spec<State>(() => ({ queue: [], last: 0 }));

export const send = action((s, x: Int<0, 3>) => { if (s.queue.length < 2) s.queue.push(x); });
export const receive = action((s) => { s.last = s.queue.shift(); });
