/** An optional field that is a record. */
import { spec, when, type Int } from "racespec";
interface State { o?: { n: Int<0, 1> }; b: boolean }
const { action, invariant, model } = spec<State>(() => ({ b: false }));
export const set = action((s) => { when(s.o === undefined); s.b = true; s.o = { n: 1 }; });
export const never = invariant((s) => !s.b);
export const m = model({}, { deadlock: "ignore" });
