/** A property over a nullable record. */
import { spec, when, type Int } from "racespec";
interface State { a: { w: Int<0, 3> } | null; b: Int<0,3> }
const { action, invariant } = spec<State>(() => ({ a: null, b: 0 }));
export const go = action((s) => { when(s.a === null); s.b = 1; });
export const never = invariant((s) => s.b === 0);
