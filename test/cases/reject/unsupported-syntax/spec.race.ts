/** Leaves a gap in the initial sequence. */
import { spec, type Int } from "racespec";

interface State { row: [Int<0, 3>, undefined, Int<0, 3>] }
const { action } = spec<State>(() => ({ row: [0, , 0] }));

export const set = action((s) => { s.row[0] = 1; });
