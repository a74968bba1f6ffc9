/** Goes through a table as through any object. */
import { spec, fill, type Id } from "racespec";

type Node = Id<"Node", 3>;
interface State { ready: Record<Node, boolean>; started: boolean }
const { action } = spec<State>(() => ({ ready: fill(false), started: false }));

export const prepare = action((s, n: Node) => { s.ready[n] = true; });

export const start = action((s) => {
  for (const ready of Object.values(s.ready)) {
    if (!ready) return;
  }
  s.started = true;
});
