/**
 * A spanning tree by echo, from PlusCal; TLC counts the 3 stuttering steps of terminated states besides.
 * @source tlaplus/Examples specifications/echo/Echo.tla
 */
import { assert, each, every, fill, type Index, type Int, pick, setOf, spec } from "racespec";

/** Who is a neighbour of whom. */
const R = [
  [false, true, true],
  [true, false, true],
  [true, true, false],
] as const;
type Node = Index<3>;
type Kind = "m" | "c";
interface State {
  inbox: Record<Node, Record<Kind, Set<Node>>>;
  parent: Record<Node, Node | null>;
  children: Record<Node, Set<Node>>;
  rcvd: Record<Node, Int<0, 3>>;
}
const { process, invariant, model } = spec<State>(() => ({
  inbox: fill({ m: new Set(), c: new Set() }),
  parent: fill(null),
  children: fill(new Set()),
  rcvd: fill(0),
}));
const neighbors = (n: Node): Set<Node> => setOf((m: Node) => R[m]![n]!);
function multicast(s: State, from: Node, to: Set<Node>, kind: Kind): void {
  for (const m of each<Node>()) if (to.has(m)) s.inbox[m][kind].add(from);
}
export const node = process(function* (s, self: Node) {
  s = yield "n0";
  if (self === 0) multicast(s, self, neighbors(self), "m");
  while (true) {
    s = yield "n1";
    if (s.rcvd[self] >= neighbors(self).size) break;
    const kind = pick<Kind>();
    const sender = pick(s.inbox[self][kind]);
    s.inbox[self][kind].delete(sender);
    s.rcvd[self]++;
    if (self !== 0 && s.rcvd[self] === 1) {
      assert(kind === "m", "the first message is m");
      s.parent[self] = sender;
      const rest = neighbors(self);
      rest.delete(sender);
      multicast(s, self, rest, "m");
    }
    if (kind === "c") s.children[self].add(sender);
  }
  s = yield "n2";
  if (self !== 0) {
    const parent = s.parent[self];
    assert(parent !== null && neighbors(self).has(parent), "the parent is a neighbour");
    if (parent !== null) s.inbox[parent].c.add(self);
  }
});
export const initiatorNoParent = invariant((s) => s.parent[0] === null);
export const parentChild = invariant((s) => every((m: Node, n: Node) => !s.children[m].has(n) || s.parent[n] === m));
export const m = model();
