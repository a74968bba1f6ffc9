/** A key beyond the Index. */
import { spec, type Index } from "racespec";

type Slot = Index<2>;
interface State { free: Record<Slot, boolean> }
const { action } = spec<State>(() => ({ free: { 1: true, 2: true } }));

export const take = action((s, i: Slot) => { s.free[i] = false; });
