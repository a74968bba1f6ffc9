/** A record is copied by assignment. */
import { spec, type Int } from "racespec";

interface Range { from: Int<0, 3>; to: Int<0, 3> }
interface State { current: Range; saved: Range }
const { action } = spec<State>(() => ({ current: { from: 0, to: 3 }, saved: { from: 0, to: 0 } }));

export const save = action((s) => { s.saved = s.current; });
export const shrink = action((s) => { s.current.to = 1; });
