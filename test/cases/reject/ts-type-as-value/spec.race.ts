/** Loops over the type itself. */
import { spec, fill, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { wants: Record<Thread, boolean> }
const { action } = spec<State>(() => ({ wants: fill(true) }));

export const reset = action((s) => {
  for (const t of Thread) s.wants[t] = false;
});
