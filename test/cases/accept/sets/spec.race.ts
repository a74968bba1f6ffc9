/** Sets of Ids and literals: literals, methods, comprehensions, loops whose order cannot matter. */
import { spec, each, setOf, pick, same, type Id, type Index } from "racespec";

type Node = Id<"Node", 2>;
interface State { a: Set<Node>; b: Set<"x" | "y">; c: Set<Index<3>>; d: ReadonlySet<"p" | "q">; n: Index<4> }
const { action, invariant } = spec<State>(() => ({
  a: new Set(),
  b: new Set(["x"]),
  c: new Set([1, 2]),
  d: new Set(),
  n: 0,
}));

export const grow = action((s, n: Node) => {
  s.a.add(n);
  if (s.a.has(n)) s.b.add("y");
  s.c = s.c.union(new Set([0]));
  s.d = new Set(["p", "q"]);
});
export const shrink = action((s, n: Node) => {
  s.a.delete(n);
  s.c = s.c.difference(new Set([1]));
  s.b = new Set(["x", "y"] as const);
  s.b.delete("x");
});
export const whole = action((s) => { s.a = new Set(each<Node>()); s.c.clear(); });
export const others = action((s, n: Node) => { s.a = setOf((x: Node) => x !== n); });
export const some = action((s) => { const m = pick(s.a); s.a = s.a.intersection(new Set([m])); });
export const any = action((s) => { s.a = pick<Set<Node>>(); });
export const count = action((s) => {
  let n = 0;
  for (const x of s.c) if (x > 0) n++;
  s.n = n;
});
export const bounded = invariant((s) => s.a.isSubsetOf(new Set(each<Node>())) && s.a.size <= 2 && !same(s.b, new Set()));
