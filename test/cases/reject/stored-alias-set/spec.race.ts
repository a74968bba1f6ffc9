/** One set is assigned to another. */
import { spec, type Id } from "racespec";

type Node = Id<"Node", 2>;
interface State { ready: Set<Node>; voters: Set<Node> }
const { action } = spec<State>(() => ({ ready: new Set(), voters: new Set() }));

export const freeze = action((s) => { s.voters = s.ready; });
