/** A table of records or nothing, as a map would be. */
import { spec, when, fill, some, type Id, type Int } from "racespec";
type P = Id<"P", 2>;
interface State { req: Record<P, { n: Int<0, 1> } | null> }
const { action, invariant, model } = spec<State>(() => ({ req: fill(null) }));
export const ask = action((s, p: P) => { when(s.req[p] === null); s.req[p] = { n: 0 }; });
export const none = invariant((s) => !some((p: P) => s.req[p] !== null));
export const m = model({}, { deadlock: "ignore" });
