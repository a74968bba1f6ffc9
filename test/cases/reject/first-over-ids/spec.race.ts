/** The first thread that waits, of threads that have no order. */
import { spec, first, fill, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { waiting: Record<Thread, boolean>; owner: Thread | null }
const { action } = spec<State>(() => ({ waiting: fill(true), owner: null }));

export const wake = action((s) => { s.owner = first((t: Thread) => s.waiting[t]); });
