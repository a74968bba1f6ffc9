/** A state that should be reachable is expected to be violated. */
import { spec, violates } from "racespec";

interface State { done: boolean }
const { action, reachable, model } = spec<State>(() => ({ done: false }));

export const stay = action((s) => { s.done = false; });
export const finishes = reachable((s) => s.done);
export const never = model({}, { expect: violates(finishes) });
