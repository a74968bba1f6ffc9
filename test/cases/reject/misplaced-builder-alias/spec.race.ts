/** A builder under another name. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));
const always = invariant;

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const inside = invariant((s) => s.x < 3);
export const small = always((s) => s.x < 1);
