/** Deadlock is ignored, and there is nothing else to check. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, model } = spec<State>(() => ({ n: 0 }));

export const step = action((s) => { s.n = (s.n + 1) % 3; });
export const all = model({}, { deadlock: "ignore" });
