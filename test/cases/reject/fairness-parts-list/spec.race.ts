/** The parts of a fairness condition as a list. */
import { spec } from "racespec";

interface State { done: boolean }
const { action, eventually, fairness } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; });
const parts = [finish] as const;
fairness("weak", ...parts);
export const terminates = eventually((s) => s.done);
