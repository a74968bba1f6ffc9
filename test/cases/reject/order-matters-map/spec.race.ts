/** The last entry of a map wins, and a map has none. */
import { spec, type Id, type Index } from "racespec";

type Node = Id<"Node", 2>;
interface State { load: Map<Node, Index<3>>; last: Index<3> }
const { action } = spec<State>(() => ({ load: new Map(), last: 0 }));

export const put = action((s, n: Node, x: Index<3>) => { s.load.set(n, x); });
export const look = action((s) => {
  for (const [, x] of s.load) s.last = x;
});
