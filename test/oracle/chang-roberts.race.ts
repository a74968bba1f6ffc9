/**
 * Leader election on a ring, from PlusCal; locals that PlusCal keeps are in the state, nodes count from 0.
 * @source tlaplus/Examples specifications/chang_roberts/ChangRoberts.tla
 */
import { constant, every, fill, fillWith, type Index, pick, spec } from "racespec";
export const N = constant(3);
type Node = Index<typeof N>;
interface State {
  msgs: Record<Node, Set<Node>>;
  initiator: Record<Node, boolean>;
  state: Record<Node, "cand" | "lost" | "won">;
}
const { process, invariant, model } = spec<State>(() => {
  const initiator: Record<Node, boolean> = fillWith(() => pick<boolean>());
  return { msgs: fill(new Set()), initiator, state: fillWith((n: Node) => (initiator[n] ? "cand" : "lost")) };
});
const succ = (n: Node): Node => (n === N - 1 ? 0 : n + 1);
export const node = process(
  function* (s, self: Node) {
    s = yield "n0";
    if (s.initiator[self]) s.msgs[succ(self)].add(self);
    while (true) {
      s = yield "n1";
      const id = pick(s.msgs[self]);
      s.msgs[self].delete(id);
      if (s.state[self] === "lost") {
        s.msgs[succ(self)].add(id);
        continue;
      }
      if (id < self) {
        s.state[self] = "lost";
        s.msgs[succ(self)].add(id);
      } else if (id === self) s.state[self] = "won";
    }
  },
  { daemon: true },
);
export const correctness = invariant((s) =>
  every(
    (n: Node) =>
      s.state[n] !== "won" ||
      (s.initiator[n] && every((m: Node) => m === n || (s.state[m] === "lost" && (!s.initiator[m] || m > n)))),
  ),
);
export const m = model({}, { deadlock: "ignore" });
