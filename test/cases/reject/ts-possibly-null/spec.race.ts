/** Indexes by the owner of the lock without asking whether there is one. */
import { spec, fill, type Id, type Int } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; work: Record<Thread, Int<0, 2>> }
const { action } = spec<State>(() => ({ owner: null, work: fill(0) }));

export const take = action((s, self: Thread) => { s.owner = self; });
export const work = action((s) => { s.work[s.owner] = 1; });
