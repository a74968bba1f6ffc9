/** A typo in the name of a constant. */
import { spec, constant, type Index } from "racespec";

export const SLOTS = constant(3);

type Slot = Index<typeof SLOTS>;
interface State { head: Slot }
const { action } = spec<State>(() => ({ head: 0 }));

export const advance = action((s) => { s.head = (s.head + 1) % SLOT; });
