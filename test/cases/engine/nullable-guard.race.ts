/** A guard over a nullable record, with deadlock checking. */
import { spec, when, type Int } from "racespec";
interface State { slot: { n: Int<0, 3> } | null }
const { action, reachable, model } = spec<State>(() => ({ slot: null }));
export const put = action((s) => { when(s.slot === null); s.slot = { n: 1 }; });
export const take = action((s) => { when(s.slot !== null); s.slot = null; });
export const filled = reachable((s) => s.slot !== null);
export const m = model({});
