/** A parameter that ranges over every offset of a disk. */
import { spec, type Int } from "racespec";

type Offset = Int<0, 1_000_000_000>;
interface State { position: Offset }
const { action } = spec<State>(() => ({ position: 0 }));

export const seek = action((s, to: Offset) => { s.position = to; });
