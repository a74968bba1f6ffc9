/**
 * chang_roberts/MCChangRoberts.cfg of tlaplus/Examples: election of a leader on a ring.
 *
 * Some nodes send their numbers round the ring. Who knows that he has lost hands all numbers on; the others hand on numbers less
 * than their own, and have lost then. Whose own number comes back has won.
 *
 * The processes are PlusCal's, label by label; who is an initiator, and the state of a node, are its locals there, but a
 * property here sees the state only. Nodes count from 0, and their number is their identity, as in the published model.
 * When the election is over all wait for ever: no deadlock is looked for.
 *
 * @source tlaplus/Examples specifications/chang_roberts/ChangRoberts.tla, MCChangRoberts.tla
 * @source E. Chang, R. Roberts: An improved algorithm for decentralized extrema-finding. CACM 22(5):281-283, 1979
 */
import { constant, every, fill, fillWith, type Index, pick, some, spec } from "racespec";

/** Nodes on the ring. */
export const N = constant(3);
type Node = Index<typeof N>;
interface State {
  /** What a node has still to receive. */
  msgs: Record<Node, Set<Node>>;
  initiator: Record<Node, boolean>;
  state: Record<Node, "cand" | "lost" | "won">;
}
const { process, eventually, invariant, model } = spec<State>(() => {
  const initiator: State["initiator"] = fillWith(() => pick<boolean>());
  return { msgs: fill(new Set()), initiator, state: fillWith((n: Node) => (initiator[n] ? "cand" : "lost")) };
});
const succ = (n: Node): Node => (n === N - 1 ? 0 : n + 1);

/** One node of the ring. */
export const node = process(
  function* (s, self: Node) {
    // sends its own number, if it is an initiator
    s = yield "n0";
    if (s.initiator[self]) s.msgs[succ(self)].add(self);
    while (true) {
      // receives a number
      s = yield "n1";
      const id = pick(s.msgs[self]);
      s.msgs[self].delete(id);
      if (s.state[self] === "lost") s.msgs[succ(self)].add(id);
      else if (id < self) {
        s.state[self] = "lost";
        s.msgs[succ(self)].add(id);
      } else if (id === self) s.state[self] = "won";
    }
  },
  { daemon: true, fair: "weak" },
);

/** Who has won is the initiator with the least number, and all others know that they have lost. */
export const correctness = invariant((s) =>
  every(
    (n: Node) =>
      s.state[n] !== "won" ||
      (s.initiator[n] && every((m: Node) => m === n || (s.state[m] === "lost" && (!s.initiator[m] || m > n)))),
  ),
);

/** If there is an initiator, somebody wins. */
export const liveness = eventually(
  (s) => some((n: Node) => s.state[n] === "won") || !some((n: Node) => s.initiator[n]),
);

export const asPublished = model({}, { deadlock: "ignore" });
