/** A slot that holds a record or nothing: a packed evaluator once took a record or null for a record always. */
import { spec, when, pick, type Id, type Int } from "racespec";
interface State { slot: { v: Int<0, 3> } | null; sent: Int<0, 3>; got: Int<0, 3> }
const { action, invariant, reachable, model } = spec<State>(() => ({ slot: null, sent: 0, got: 0 }));
export const send = action((s) => { when(s.slot === null && s.sent < 3); s.sent++; s.slot = { v: s.sent }; });
export const recv = action((s) => { when(s.slot !== null); s.got = s.slot.v; s.slot = null; });
export const notAll = invariant((s) => s.got !== 3);
export const m = model({}, { deadlock: "ignore" });
