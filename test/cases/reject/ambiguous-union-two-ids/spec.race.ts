/** A request that belongs to a reader or to a writer. */
import { spec, type Id } from "racespec";

type Reader = Id<"Reader", 2>;
type Writer = Id<"Writer", 2>;
interface State { owner: Reader | Writer | null }
const { action } = spec<State>(() => ({ owner: null }));

export const leave = action((s) => { s.owner = null; });
