/** The sequence that a loop goes over is replaced by the loop. */
import { spec, type Seq } from "racespec";

interface Job { done: boolean }
interface State { jobs: Seq<Job, 2> }
const { action } = spec<State>(() => ({ jobs: [{ done: true }] }));

export const sweep = action((s) => {
  for (const job of s.jobs) if (job.done) s.jobs = s.jobs.filter((j) => !j.done);
});
