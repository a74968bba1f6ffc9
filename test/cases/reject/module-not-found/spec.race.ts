/** A typo in the name of the module beside the spec: it is clock.ts. */
import { spec, type Int } from "racespec";
import { tick } from "./clocks.ts";

interface State { hour: Int<0, 11> }
const { action } = spec<State>(() => ({ hour: 0 }));

export const advance = action((s) => { s.hour = tick(s.hour); });
