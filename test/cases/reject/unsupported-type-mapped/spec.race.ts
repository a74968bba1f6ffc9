/** A type that maps over its keys. */
import { spec, type Int } from "racespec";

type Levels = { [K in "low" | "high"]: Int<0, 3> };
interface State { levels: Levels }
const { action } = spec<State>(() => ({ levels: { low: 0, high: 3 } }));

export const swap = action((s) => { s.levels.low = 1; });
