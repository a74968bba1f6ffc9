/** The model expects what it leaves out. */
import { spec, violates, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, invariant, model } = spec<State>(() => ({ n: 0 }));

export const step = action((s) => { s.n = (s.n + 1) % 3; });
export const small = invariant((s) => s.n < 3);
export const tiny = invariant((s) => s.n < 2);
export const one = model({}, { check: [small], expect: violates(tiny) });
