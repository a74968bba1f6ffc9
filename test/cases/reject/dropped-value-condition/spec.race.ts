/** A condition in the place of a step. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => s.x === 1);

export const inside = invariant((s) => s.x < 3);
