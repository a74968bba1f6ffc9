/** The members of a set, as a list. */
import { spec, type Index, type Seq } from "racespec";

type Job = Index<3>;
interface State { ready: Set<Job>; queue: Seq<Job, 3> }
const { action } = spec<State>(() => ({ ready: new Set([2, 0]), queue: [] }));

export const start = action((s) => { s.queue = [...s.ready]; });
