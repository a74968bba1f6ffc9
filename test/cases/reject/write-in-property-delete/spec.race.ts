/** An invariant takes a member out of a set to see whether it was there. */
import { spec, type Index } from "racespec";

interface State { ready: Set<Index<2>> }
const { action, invariant } = spec<State>(() => ({ ready: new Set([0]) }));

export const add = action((s, i: Index<2>) => { s.ready.add(i); });
export const zeroIsReady = invariant((s) => s.ready.delete(0));
