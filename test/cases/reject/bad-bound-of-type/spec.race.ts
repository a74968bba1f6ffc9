/** The bound is a type and not a number: typeof is missing. */
import { spec, constant, type Index } from "racespec";

export const BUFFERS = constant(2);
interface State { next: Index<number> }
const { action } = spec<State>(() => ({ next: 0 }));

export const reset = action((s) => { s.next = BUFFERS - 2; });
