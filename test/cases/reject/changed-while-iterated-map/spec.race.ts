/** Gives an entry to another node while the entries are gone through. */
import { spec, type Id, type Index } from "racespec";

type Node = Id<"Node", 2>;
interface State { load: Map<Node, Index<3>> }
const { action } = spec<State>(() => ({ load: new Map() }));

export const put = action((s, n: Node, x: Index<3>) => { s.load.set(n, x); });
export const move = action((s, to: Node) => {
  for (const [n, x] of s.load) if (n !== to) s.load.set(to, x);
});
