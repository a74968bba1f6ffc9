/** Fills a table in a loop when the module is loaded; the initial state says it with fillWith. */
import { spec, fill, type Index } from "racespec";

type Slot = Index<4>;
interface State { next: Record<Slot, Slot> }

const next: number[] = [];
for (let i = 0; i < 4; i++) next[i] = (i + 1) % 4;

const { action } = spec<State>(() => ({ next: fill(0) }));

export const reset = action((s, i: Slot) => { s.next[i] = 0; });
