/** A typo in the name of a type. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Tread | null }
const { action } = spec<State>(() => ({ owner: null }));

export const take = action((s, self: Thread) => { s.owner = self; });
