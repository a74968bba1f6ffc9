/** The next state given back, as a reducer would do it. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => ({ ...s, x: (s.x + 1) % 3 }));

export const inside = invariant((s) => s.x < 3);
