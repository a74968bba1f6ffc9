/** A liveness property, in a version that checks safety. */
import { spec } from "racespec";

interface State { done: boolean }
const { action, eventually } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; });
export const terminates = eventually((s) => s.done);
