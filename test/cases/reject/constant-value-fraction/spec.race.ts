/** Half a thread. */
import { spec, constant, type Index } from "racespec";

export const THREADS = constant(2);
interface State { next: Index<typeof THREADS> }
const { action, model } = spec<State>(() => ({ next: 0 }));

export const reset = action((s) => { s.next = 0; });
export const half = model({ THREADS: 0.5 });
