/** Writes a set as a list. */
import { spec, type Index } from "racespec";

type Slot = Index<2>;
interface State { used: Set<Slot> }
const { action } = spec<State>(() => ({ used: [] }));

export const use = action((s, i: Slot) => { s.used.add(i); });
