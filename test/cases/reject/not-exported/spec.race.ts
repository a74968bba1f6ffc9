/** An invariant that is not exported would never be checked. */
import { spec } from "racespec";

interface State { locked: boolean }
const { action, invariant } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => { s.locked = true; });
const neverLocked = invariant((s) => !s.locked);
