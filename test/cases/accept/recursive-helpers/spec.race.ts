/** Helpers that call themselves with objects: a table to look into, a sequence to go through, a set to fill. */
import { spec, each, fill, fillWith, when, type Index, type Seq } from "racespec";

type Node = Index<3>;
interface State { next: Record<Node, Node>; links: Record<Node, Set<Node>>; path: Seq<Node, 3>; all: boolean }
const { action } = spec<State>(() => ({ next: fillWith((n: Node) => n), links: fill(new Set()), path: [], all: false }));

const reaches = (next: Readonly<Record<Node, Node>>, a: Node, b: Node, fuel: number): boolean =>
  fuel > 0 && (next[a] === b || reaches(next, next[a], b, fuel - 1));
const has = (q: readonly Node[], n: Node, from: number): boolean => from < q.length && (q[from] === n || has(q, n, from + 1));
function visit(links: Record<Node, Set<Node>>, n: Node, seen: Set<Node>): void {
  if (seen.has(n)) return;
  seen.add(n);
  for (const m of each<Node>()) if (links[n].has(m)) follow(links, m, seen);
}
function follow(links: Record<Node, Set<Node>>, n: Node, seen: Set<Node>): void { visit(links, n, seen); }

export const turn = action((s, n: Node, m: Node) => {
  when(!reaches(s.next, m, n, 3));
  s.next[n] = m;
});
export const walk = action((s, n: Node) => {
  if (!has(s.path, n, 0)) s.path.push(n);
});
export const link = action((s, n: Node, m: Node) => {
  when(n !== m && s.path.length > 1);
  s.links[n].add(m);
  const seen = new Set<Node>();
  visit(s.links, n, seen);
  s.all = seen.size === 3;
});
