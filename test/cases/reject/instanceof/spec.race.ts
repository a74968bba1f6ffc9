/** Tells a set from "everybody" by its class. */
import { spec, type Id } from "racespec";

type Node = Id<"Node", 2>;
interface State { quorum: Set<Node>; reached: boolean }
const { action } = spec<State>(() => ({ quorum: new Set(), reached: false }));

export const vote = action((s, n: Node) => {
  if (s.quorum instanceof Set) s.quorum.add(n);
  s.reached = s.quorum.size === 2;
});
