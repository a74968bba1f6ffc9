/** Stores a number where the State says boolean. */
import { spec } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => { s.locked = 1; });
