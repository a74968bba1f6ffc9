/** Sets of sets, maps of sets and of maps, records with all of them inside, and choices of whole collections. */
import {
  Bag, each, every, fill, fillWith, pick, same, some, spec, type Id, type Index, type Int, type Seq, ValueMap, ValueSet, when,
} from "racespec";

type Node = Id<"Node", 2>;
type Page = Index<2>;
interface Entry { owner: Node | null; readers: Set<Node>; log: Seq<Page, 2> }
interface State {
  families: ValueSet<Set<Page>>;
  deep: ValueSet<ValueSet<[Page, boolean]>, 2>;
  readers: Map<Page, Set<Node>>;
  tree: Map<Page, Map<Node, Int<0, 2>>>;
  table: Record<Page, Map<Node, Entry>>;
  hands: Record<Node, Bag<Page, 2>>;
  index: ValueMap<Set<Page>, ValueSet<Page>>;
  counts: ValueMap<Bagged, Bag<Page, 2>, 2>;
  modes: Map<"a" | "b" | null, boolean>;
  flag: boolean;
  n: Int<0, 30>;
}
type Bagged = { pages: Set<Page>; more: [Page, Page] };

const { action, process, invariant } = spec<State>(() => ({
  families: new ValueSet([new Set([0]), new Set<Page>()]),
  deep: new ValueSet(),
  readers: new Map([[0, new Set()]]),
  tree: new Map(),
  table: fill(new Map()),
  hands: fillWith((n: Node) => new Bag([0])),
  index: new ValueMap(),
  counts: new ValueMap(),
  modes: new Map([[null, true]]),
  flag: false,
  n: 0,
}));

export const joinFamily = action((s, p: Page, q: Page) => {
  s.families.add(new Set([p, q]));
  s.flag = s.families.has(new Set([q])) && s.families.every((f) => f.size > 0);
});
export const merged = action((s) => {
  const all = new Set<Page>();
  for (const f of s.families) for (const p of f) all.add(p);
  s.n = all.size;
  s.deep.clear();
  s.deep.add(new ValueSet([...all].map((p): [Page, boolean] => [p, s.flag])));
});
export const whole = action((s, family: Set<Page>) => {
  when(!s.families.has(family));
  s.families = new ValueSet([family]);
});
export const some2 = action((s) => {
  const families = pick<ValueSet<Set<Page>>>();
  when(families.size === 3);
  s.families = families;
});
export const read = action((s, p: Page, n: Node) => {
  if (!s.readers.has(p)) s.readers.set(p, new Set());
  s.readers.get(p)!.add(n);
  s.n = s.readers.get(p)?.size ?? 0;
});
export const plant = action((s, p: Page, n: Node) => {
  let inner = s.tree.get(p);
  if (inner === undefined) {
    inner = new Map();
    s.tree.set(p, inner);
    inner = s.tree.get(p)!;
  }
  inner.set(n, 1);
});
export const bump = action((s, p: Page, n: Node) => {
  const inner = s.tree.get(p);
  when(inner !== undefined && inner.has(n));
  inner.set(n, Math.min(2, (inner.get(n) ?? 0) + 1));
});
export const own = action((s, p: Page, n: Node) => {
  when(!s.table[p].has(n));
  s.table[p].set(n, { owner: n, readers: new Set([n]), log: [] });
});
export const release = action((s, p: Page, n: Node) => {
  const entry = s.table[p].get(n);
  when(entry !== undefined && entry.owner !== null);
  entry.owner = null;
  entry.readers.clear();
  entry.log.push(p);
});
export const deal = action((s, n: Node, p: Page) => {
  when(s.hands[n].size < 2);
  s.hands[n].add(p);
  s.flag = same(s.hands[n], new Bag<Page, 2>([p, p]));
});
export const indexed = action((s, p: Page) => {
  s.index.set(new Set([p]), new ValueSet([p]));
  for (const [k, v] of s.index) if (k.has(0)) v.add(1);
  s.flag = some((x: Page) => s.index.get(new Set([x]))?.has(1) ?? false);
});
export const bagged = action((s, p: Page) => {
  when(s.counts.size < 2);
  s.counts.set({ pages: new Set([p]), more: [p, 0] }, new Bag([p]));
  s.n = s.counts.get({ pages: new Set([0]), more: [0, 0] })?.count(0) ?? 9;
});
export const mode = action((s, m: "a" | "b" | null) => {
  s.modes.set(m, !(s.modes.get(m) ?? false));
  s.flag = [...s.modes.keys()].every((k) => k === null);
});
export const given = action((s, m: Map<Page, boolean>) => {
  s.n = m.size;
  s.flag = m.get(0) ?? false;
});
export const copied = action((s) => {
  const tree = structuredClone(s.tree);
  s.flag = same(tree, s.tree);
  s.tree = tree;
  for (const p of each<Page>()) s.tree.delete(p);
});
export const turnOver = process(function* (s) {
  const seen = new Set<Page>();
  let waiting: ValueSet<Bagged> = new ValueSet();
  for (const p of each<Page>()) {
    s = yield "look";
    if (s.readers.has(p)) seen.add(p);
    waiting.add({ pages: new Set(seen), more: [p, p] });
  }
  s = yield "done";
  s.n = seen.size + waiting.size;
});

export const sane = invariant((s) => every((n: Node) => s.hands[n].size <= 2) && s.deep.size <= 2);
