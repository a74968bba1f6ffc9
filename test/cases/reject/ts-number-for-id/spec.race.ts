/** Starts with "thread 0"; identities have no numbers. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread }
const { action } = spec<State>(() => ({ owner: 0 }));

export const take = action((s, t: Thread) => { s.owner = t; });
