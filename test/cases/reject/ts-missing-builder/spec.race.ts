/** Uses a builder and forgets to take it from the spec. */
import { spec } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => { s.locked = true; });

export const neverLocked = invariant((s) => !s.locked);
