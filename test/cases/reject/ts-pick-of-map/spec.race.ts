/** A choice among a map, where keys and entries are meant by some each. */
import { pick, spec, when, type Index } from "racespec";

interface State { x: Index<3>; m: Map<Index<3>, Index<3>> }
const { action, invariant } = spec<State>(() => ({ x: 0, m: new Map([[0, 1]]) }));

export const turn = action((s) => { when(pick(s.m) === 1); s.x = 1; });
export const inside = invariant((s) => s.x < 3);
