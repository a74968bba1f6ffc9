/** A nullable record that is made where it is not there. */
import { spec, when, type Int } from "racespec";
interface State { a: { w: Int<0, 3> } | null }
const { action, invariant } = spec<State>(() => ({ a: null }));
export const go = action((s) => { if (s.a === null) s.a = { w: 1 }; });
export const never = invariant((s) => s.a === null);
