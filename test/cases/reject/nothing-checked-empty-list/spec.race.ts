/** An empty list of what is to be checked. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, invariant, model } = spec<State>(() => ({ n: 0 }));

export const rise = action((s) => { s.n = 3; });
export const small = invariant((s) => s.n <= 3);
export const one = model({});
export const none = model({}, { check: [], deadlock: "ignore" });
