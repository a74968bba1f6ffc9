/** Properties made by a function: nobody runs it, so that there would be none. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const inside = invariant((s) => s.x < 3);
const below = (n: number) => invariant((s) => s.x < n);
export const small = below(1);
