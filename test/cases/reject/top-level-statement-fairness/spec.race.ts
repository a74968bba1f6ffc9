/** Fairness is asked for, and not taken from the spec. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, eventually } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const two = eventually((s) => s.x === 2);
fairness("weak", turn);
