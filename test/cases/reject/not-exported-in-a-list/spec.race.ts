/** Actions collected in a list. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action } = spec<State>(() => ({ n: 0 }));

export const actions = [action((s) => { s.n = 1; }), action((s) => { s.n = 2; })];
export const reset = action((s) => { s.n = 0; });
