/** A property that chooses a thread instead of speaking of all. */
import { spec, pick, fill, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { done: Record<Thread, boolean> }
const { action, invariant } = spec<State>(() => ({ done: fill(false) }));

export const finish = action((s, t: Thread) => { s.done[t] = true; });
export const notDone = invariant((s) => !s.done[pick<Thread>()]);
