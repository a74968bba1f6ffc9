/** Writes a Record over an Index as an object literal; TypeScript forgets which texts are meant. */
import { spec, type Index } from "racespec";

type Slot = Index<2>;
interface State { phase: Record<Slot, "idle" | "busy"> }
const { action } = spec<State>(() => ({ phase: { 0: "idle", 1: "idle" } }));

export const start = action((s, i: Slot) => { s.phase[i] = "busy"; });
