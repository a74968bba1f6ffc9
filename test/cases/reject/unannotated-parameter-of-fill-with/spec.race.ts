/** TypeScript knows the key from the Record; the reader of the spec wants to see it as well. */
import { spec, fillWith, type Index } from "racespec";

type Slot = Index<3>;
interface State { next: Record<Slot, Slot> }
const { action } = spec<State>(() => ({ next: fillWith((i) => (i + 1) % 3) }));

export const cut = action((s, i: Slot) => { s.next[i] = i; });
