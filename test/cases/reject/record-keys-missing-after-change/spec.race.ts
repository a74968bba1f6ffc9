/** The Index has grown by one, the table has not. */
import { spec, constant, type Index } from "racespec";

export const SLOTS = constant(3);
type Slot = Index<typeof SLOTS>;
interface State { free: Record<Slot, boolean> }
const { action } = spec<State>(() => ({ free: { 0: true, 1: true } }));

export const take = action((s, i: Slot) => { s.free[i] = false; });
