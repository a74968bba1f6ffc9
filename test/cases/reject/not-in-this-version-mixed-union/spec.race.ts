/** A record, or a plain text where there is none. */
import { spec, type Index } from "racespec";

interface Job { disk: Index<2> }
interface State { current: Job | "idle" }
const { action } = spec<State>(() => ({ current: "idle" }));

export const start = action((s, disk: Index<2>) => { s.current = { disk }; });
