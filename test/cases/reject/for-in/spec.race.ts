/** Goes through the rows of a table by their names. */
import { spec, fill, type Id } from "racespec";

type Thread = Id<"Thread", 3>;
interface State { waiting: Record<Thread, boolean>; someoneWaits: boolean }
const { action } = spec<State>(() => ({ waiting: fill(false), someoneWaits: false }));

export const wait = action((s, t: Thread) => { s.waiting[t] = true; });

export const look = action((s) => {
  s.someoneWaits = false;
  for (const t in s.waiting) {
    if (s.waiting[t]) s.someoneWaits = true;
  }
});
