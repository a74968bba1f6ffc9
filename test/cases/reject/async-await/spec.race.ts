/** Awaits inside an action. */
import { spec, type Int } from "racespec";

interface State { jobs: Int<0, 2> }
const { action } = spec<State>(() => ({ jobs: 0 }));

function submit(s: State) {
  s.jobs = 1;
}

export const enqueue = action((s) => {
  await submit(s);
  s.jobs = 2;
});
