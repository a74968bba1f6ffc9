/** An action for "any thread", which does not say what a thread is. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { action } = spec<State>(() => ({ owner: null }));

export const take = action((s, by) => {
  when(s.owner === null);
  s.owner = by;
});
