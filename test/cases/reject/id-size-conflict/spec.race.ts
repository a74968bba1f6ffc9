/** The set of threads is written down twice, with two sizes. */
import { spec, type Id } from "racespec";

interface State { owner: Id<"Thread", 2> | null; waiting: Set<Id<"Thread", 3>> }
const { action } = spec<State>(() => ({ owner: null, waiting: new Set() }));

export const leave = action((s) => { s.owner = null; });
