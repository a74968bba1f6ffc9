/**
 * echo/MCEcho.cfg of tlaplus/Examples: the echo algorithm, which builds a spanning tree from one initiator.
 *
 * The initiator sends to all its neighbours. Whoever hears for the first time takes the sender for its parent and sends to its
 * other neighbours; having heard from all neighbours it tells its parent. The published graph is a triangle.
 *
 * The processes are PlusCal's, label by label; parent, children and the number of messages received are locals there, but a
 * property here sees the state only. `nbrs` never changes and is no variable. `terminating` is the disjunct that PlusCal adds
 * so that the end is no deadlock: TLC counts its step in each of the 3 states in which all are done.
 *
 * @source tlaplus/Examples specifications/echo/Echo.tla, MCEcho.tla
 */
import { assert, each, every, fill, type Index, type Int, pick, setOf, spec, ValueSet, when } from "racespec";

const INITIATOR = 0;
type Node = Index<3>;
type Kind = "m" | "c";
interface State {
  /** What a node has still to receive. */
  inbox: Record<Node, ValueSet<{ kind: Kind; sndr: Node }>>;
  parent: Record<Node, Node | null>;
  children: Record<Node, Set<Node>>;
  /** From how many neighbours a node has heard. */
  rcvd: Record<Node, Int<0, 3>>;
}
const { action, process, invariant, model } = spec<State>(() => ({
  inbox: fill(new ValueSet()),
  parent: fill(null),
  children: fill(new Set()),
  rcvd: fill(0),
}));

/** Every other node is a neighbour. */
const isNeighbor = (n: Node, m: Node): boolean => n !== m;
const neighbors = (n: Node): Set<Node> => setOf((m: Node) => isNeighbor(n, m));
/** Sends to all neighbours but one. */
function multicast(s: State, from: Node, but: Node | null): void {
  for (const m of each<Node>()) if (isNeighbor(from, m) && m !== but) s.inbox[m].add({ kind: "m", sndr: from });
}

/** One node of the graph. */
export const node = process(function* (s, self: Node) {
  // the initiator begins
  s = yield "n0";
  if (self === INITIATOR) multicast(s, self, null);
  while (true) {
    // hears from a neighbour, until it has heard from all
    s = yield "n1";
    if (s.rcvd[self] === neighbors(self).size) break;
    const msg = pick(s.inbox[self]);
    s.inbox[self].delete(msg);
    s.rcvd[self]++;
    if (self !== INITIATOR && s.rcvd[self] === 1) {
      assert(msg.kind === "m", "the first message is m");
      s.parent[self] = msg.sndr;
      multicast(s, self, msg.sndr);
    }
    if (msg.kind === "c") s.children[self].add(msg.sndr);
  }
  // tells its parent
  s = yield "n2";
  if (self !== INITIATOR) {
    const parent = s.parent[self];
    assert(parent !== null && isNeighbor(self, parent), "the parent is a neighbour");
    if (parent !== null) s.inbox[parent].add({ kind: "c", sndr: self });
  }
});

/** All are done, and stay so. */
export const terminating = action((s) => {
  when(every((n: Node) => node.done(s, n)));
});

/** Messages come from neighbours. */
export const typeOk = invariant((s) =>
  every((n: Node) => s.rcvd[n] <= neighbors(n).size && s.inbox[n].every(({ sndr }) => isNeighbor(n, sndr))),
);
/** The initiator has no parent. */
export const initiatorNoParent = invariant((s) => s.parent[INITIATOR] === null);
/** A parent is a neighbour. */
export const parentIsNeighbor = invariant((s) =>
  every((n: Node) => {
    const parent = s.parent[n];
    return parent === null || isNeighbor(n, parent);
  }),
);
/** A child knows its parent; a parent that is done knows its children. */
export const parentChild = invariant((s) =>
  every(
    (m: Node, n: Node) =>
      (!s.children[m].has(n) || s.parent[n] === m) &&
      (s.parent[n] !== m || !node.done(s, m) || s.children[m].has(n)),
  ),
);
/** When all are done, every way from child to parent ends at the initiator. */
export const ancestorProperties = invariant((s) => {
  if (!every((n: Node) => node.done(s, n))) return true;
  return every((n: Node) => {
    let at: Node | null = n;
    for (const _ of each<Node>()) if (at !== null && at !== INITIATOR) at = s.parent[at];
    return at === INITIATOR;
  });
});

export const asPublished = model();
