/** A fairness condition that is given a name. */
import { spec } from "racespec";

interface State { done: boolean }
const { action, eventually, fairness } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; });
export const progress = fairness("weak", finish);
export const terminates = eventually((s) => s.done);
