/** Chooses "any that waits", without the type of what is chosen. */
import { spec, pick, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { waiting: Set<Thread>; running: Thread | null }
const { action } = spec<State>(() => ({ waiting: new Set(), running: null }));

export const wait = action((s, t: Thread) => { s.waiting.add(t); });
export const wake = action((s) => {
  const next = pick((t) => s.waiting.has(t));
  s.running = next;
});
