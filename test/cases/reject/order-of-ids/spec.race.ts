/** A helper for any type compares by order, and is given Ids. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { action } = spec<State>(() => ({ owner: null }));

function lesser<T>(a: T, b: T): T {
  return a < b ? a : b;
}
export const elect = action((s, a: Thread, b: Thread) => { s.owner = lesser(a, b); });
