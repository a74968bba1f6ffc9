/** A property of behaviours that the only model leaves out. */
import { spec } from "racespec";

interface State { done: boolean }
const { action, eventually, invariant, model } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; }, { fair: "weak" });
export const terminates = eventually((s) => s.done);
export const typed = invariant((s) => s.done || !s.done);
export const safety = model({}, { check: [typed] });
