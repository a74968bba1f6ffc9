/** A quantifier over all numbers. */
import { spec, every, type Int } from "racespec";

interface State { level: Int<0, 9> }
const { action, invariant } = spec<State>(() => ({ level: 0 }));

export const rise = action((s) => { s.level = Math.min(s.level + 1, 9); });
export const bounded = invariant((s) => every((n: number) => n < 10 || s.level !== n));
