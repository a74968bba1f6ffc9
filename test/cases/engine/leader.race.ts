/** A spec of somebody who had only the documents: leader. */
import { spec, constant, violates, when, assert, fill, fillWith, each, every, some, count, pick, type Id, type Int, type Seq } from "racespec";
export const N = constant(3);
type Node = Id<"Node", typeof N>;
type Vote = { kind: "ask"; from: Node; term: Int<0, 2> } | { kind: "yes"; from: Node; to: Node; term: Int<0, 2> };
interface State {
  n: Record<Node, { role: "follower" | "candidate" | "leader"; term: Int<0, 2>; votedFor: Node | null; votes: Set<Node> }>;
  net: Seq<Vote, 3>;
}
const { action, invariant, reachable, model } = spec<State>(() => ({ n: fill({ role: "follower", term: 0, votedFor: null, votes: new Set() }), net: [] }));
export const timeout = action((s, i: Node) => {
  const me = s.n[i];
  when(me.term < 2 && me.role !== "leader" && s.net.length < 3);
  me.term++;
  me.role = "candidate";
  me.votedFor = i;
  me.votes = new Set([i]);
  s.net.push({ kind: "ask", from: i, term: me.term });
});
export const vote = action((s, i: Node) => {
  when(s.net.length > 0);
  const m = s.net[0];
  when(s.net.length < 3); when(m.kind === "ask" && m.from !== i && m.term >= s.n[i].term);
  const from = m.from, term = m.term;
  if (term > s.n[i].term) { s.n[i].term = term; s.n[i].votedFor = null; s.n[i].role = "follower"; s.n[i].votes.clear(); }
  when(s.n[i].votedFor === null);
  s.n[i].votedFor = from;
  s.net.push({ kind: "yes", from: i, to: from, term });
});
export const collect = action((s) => {
  when(s.net.length > 0);
  const m = s.net[0];
  when(m.kind === "yes");
  const to = m.to, from = m.from, term = m.term;
  s.net.shift();
  const me = s.n[to];
  if (me.term === term && me.role === "candidate") {
    me.votes.add(from);
    if (me.votes.size * 2 > N) me.role = "leader";
  }
});
export const drop = action((s) => { when(s.net.length > 0 ); s.net = s.net.slice(1); });
export const rotate = action((s) => { when(s.net.length > 1); s.net = s.net.slice(1).concat([structuredClone(s.net[0])]); });
export const oneLeader = invariant((s) => every((a: Node, b: Node) => a === b || s.n[a].role !== "leader" || s.n[b].role !== "leader" || s.n[a].term !== s.n[b].term));
export const someLeader = reachable((s) => some((a: Node) => s.n[a].role === "leader" && s.n[a].term === 2));
export const twoLeaders = reachable((s) => count((a: Node) => s.n[a].role === "leader") === 2);
export const m = model({}, { deadlock: "ignore" });
