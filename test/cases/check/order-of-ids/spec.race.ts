// A loop over identities whose order matters switches their symmetry off, with a reason; a loop whose order cannot matter does not.
import { constant, each, fill, type Id, some, spec, when } from "racespec";
export const ORDERED = constant(true);
type Node = Id<"Node", 3>;
interface State { leader: Node | null; seen: Record<Node, boolean> }
const { action, invariant, model } = spec<State>(() => ({ leader: null, seen: fill(false) }));
export const see = action((s, n: Node) => { s.seen[n] = true; });
export const elect = action((s) => {
  when(s.leader === null && some((n: Node) => s.seen[n]));
  if (ORDERED) for (const n of each<Node>()) if (s.seen[n]) s.leader = n;
  if (!ORDERED) for (const n of each<Node>()) s.seen[n] = false;
});
export const leaderWasSeen = invariant((s) => s.leader === null || s.seen[s.leader]);
export const ordered = model({}, {});
export const unordered = model({ ORDERED: false }, {});
