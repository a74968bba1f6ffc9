/** Two versions of one protocol in one file. */
import { spec } from "racespec";

interface State { locked: boolean }
const before = spec<State>(() => ({ locked: false }));
const after = spec<State>(() => ({ locked: true }));

export const lock = before.action((s) => { s.locked = true; });
export const unlock = after.action((s) => { s.locked = false; });
