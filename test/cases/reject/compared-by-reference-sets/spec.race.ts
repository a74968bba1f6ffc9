/** Have both voted for the same nodes? */
import { spec, type Id } from "racespec";

type Node = Id<"Node", 2>;
interface State { mine: Set<Node>; theirs: Set<Node>; agree: boolean }
const { action } = spec<State>(() => ({ mine: new Set(), theirs: new Set(), agree: false }));

export const compare = action((s) => { s.agree = s.mine === s.theirs; });
