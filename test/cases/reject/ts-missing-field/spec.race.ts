/** The initial state forgets a field of State. */
import { spec, type Int } from "racespec";

interface State { locked: boolean; waiting: Int<0, 2> }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => { s.locked = true; });
export const wait = action((s) => { s.waiting = 1; });
