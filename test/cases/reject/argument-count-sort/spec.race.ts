/** The order of texts, of numbers. */
import { spec, type Int, type Seq } from "racespec";

interface State { queue: Seq<Int<0, 20>, 3> }
const { action } = spec<State>(() => ({ queue: [3, 20, 1] }));

export const order = action((s) => { s.queue.sort(); });
