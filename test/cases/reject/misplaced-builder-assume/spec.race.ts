/** An assumption whose result is given a name, as if it had one. */
import { assume, spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));
const isFine = assume(1 < 2, "one is less than two");

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const inside = invariant((s) => s.x < 3);
