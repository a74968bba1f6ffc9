/** Marks a call whose result is not needed, as a linter asks for. */
import { spec, type Index } from "racespec";

type Slot = Index<2>;
interface State { used: Set<Slot> }
const { action } = spec<State>(() => ({ used: new Set() }));

function release(s: State, i: Slot): boolean {
  return s.used.delete(i);
}

export const use = action((s, i: Slot) => { s.used.add(i); });
export const free = action((s, i: Slot) => { void release(s, i); });
