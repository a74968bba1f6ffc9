/** Writes a quantifier as one writes a callback: without a type. */
import { spec, every, fill, type Id } from "racespec";

type Node = Id<"Node", 3>;
interface State { ready: Record<Node, boolean>; started: boolean }
const { action, invariant } = spec<State>(() => ({ ready: fill(false), started: false }));

export const prepare = action((s, n: Node) => { s.ready[n] = true; });
export const start = action((s) => { s.started = true; });

export const startedWhenReady = invariant((s) => !s.started || every((n) => s.ready[n]));
