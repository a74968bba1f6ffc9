/** Waits for two things with Promise.all. */
import { spec, type Int } from "racespec";

interface State { done: Int<0, 2> }
const { action } = spec<State>(() => ({ done: 0 }));

export const both = action((s) => {
  Promise.all([s.done]).then(() => { s.done = 2; });
});
