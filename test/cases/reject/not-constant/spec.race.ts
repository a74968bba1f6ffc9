/** A constant computed from another one. */
import { spec, constant, type Index } from "racespec";

export const THREADS = constant(2);
export const SLOTS = constant(THREADS * 2);
interface State { next: Index<typeof SLOTS> }
const { action } = spec<State>(() => ({ next: 0 }));

export const reset = action((s) => { s.next = 0; });
