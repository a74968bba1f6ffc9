/** A queue typed as an array. */
import { spec, type Index } from "racespec";

type Job = Index<2>;
interface State { queue: Job[] }
const { action } = spec<State>(() => ({ queue: [] }));

export const submit = action((s, j: Job) => { s.queue.push(j); });
