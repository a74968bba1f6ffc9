/** State and property are there, and nothing happens yet. */
import { spec } from "racespec";

interface State { locked: boolean }
const { invariant } = spec<State>(() => ({ locked: false }));

export const unlocked = invariant((s) => !s.locked);
