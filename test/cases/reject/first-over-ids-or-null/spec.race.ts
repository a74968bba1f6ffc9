/** The first thread, or none. */
import { spec, first, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; previous: Thread | null }
const { action } = spec<State>(() => ({ owner: null, previous: null }));

export const elect = action((s) => { s.owner = first((t: Thread | null) => t !== s.previous); });
