/** Reads a row of a table by a text. */
import { spec, fill, type Id } from "racespec";

type Node = Id<"Node", 2>;
interface State { up: Record<Node, boolean>; anyUp: boolean }
const { action } = spec<State>(() => ({ up: fill(false), anyUp: false }));

export const boot = action((s, n: Node) => { s.up[n] = true; });
export const look = action((s) => { s.anyUp = s.up["Node0"]; });
