/** Fairness of nothing. */
import { spec } from "racespec";

interface State { done: boolean }
const { action, eventually, fairness } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; });
fairness("weak");
export const terminates = eventually((s) => s.done);
