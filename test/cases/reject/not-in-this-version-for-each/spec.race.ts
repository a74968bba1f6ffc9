/** A method of arrays that calls back for each element. */
import { spec, type Seq } from "racespec";

interface Job { done: boolean }
interface State { jobs: Seq<Job, 2> }
const { action } = spec<State>(() => ({ jobs: [{ done: false }] }));

export const finishAll = action((s) => { s.jobs.forEach((j) => { j.done = true; }); });
