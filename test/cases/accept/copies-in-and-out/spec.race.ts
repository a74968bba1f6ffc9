/** What is put into a collection and taken out of it, and changed on either side afterwards. */
import { Bag, each, pick, spec, type Index, type Int, type Seq, ValueMap, ValueSet, when } from "racespec";

type K = Index<2>;
interface P { x: Int<0, 3>; tags: Set<K> }
interface State {
  set: ValueSet<P, 3>;
  bag: Bag<P, 2>;
  keyed: ValueMap<P, K, 2>;
  map: Map<K, P>;
  q: Seq<P, 3>;
  last: P | null;
  n: Int<0, 30>;
}
const { action, invariant } = spec<State>(() => ({
  set: new ValueSet([{ x: 1, tags: new Set([0]) }]),
  bag: new Bag(),
  keyed: new ValueMap(),
  map: new Map(),
  q: [{ x: 0, tags: new Set() }],
  last: null,
  n: 0,
}));

const valueAt = (map: Map<K, P>, k: K): P | undefined => map.get(k);
function bump(p: P): void {
  p.x = (p.x + 1) % 4;
}

export const putIn = action((s) => {
  when(s.set.size < 3);
  const p: P = { x: 2, tags: new Set() };
  s.set.add(p);
  p.x = 3;
  p.tags.add(1);
  s.q = [p];
  s.q[0]!.x--;
});
export const fromQueue = action((s) => {
  const [head] = s.q;
  when(head !== undefined && s.set.size < 3 && s.bag.size < 2);
  s.set.add(head);
  s.bag.add(head);
  bump(head);
  head.tags.add(0);
  s.n = s.set.has(head) ? 1 : 0;
});
export const takenOut = action((s) => {
  const p = pick(s.set);
  s.last = p;
  s.last.tags.add(1);
  bump(s.last);
  s.n = s.set.size;
});
export const movedOver = action((s) => {
  const one = pick(s.set);
  s.q = [one];
  for (const p of s.q) p.x = 0;
});
export const keys = action((s) => {
  when(s.keyed.size === 0);
  const k: P = { x: 0, tags: new Set([0]) };
  s.keyed.set(k, 0);
  k.x = 1;
  s.keyed.set(k, 1);
  k.tags.clear();
  s.n = s.keyed.get({ x: 0, tags: new Set([0]) }) ?? 9;
  s.q = [k];
});
export const keyOut = action((s) => {
  const k = pick(s.keyed.keys());
  s.last = k;
  s.last.x = 3;
  s.n = s.keyed.has(s.last) ? 1 : 2;
});
export const valueIn = action((s, k: K) => {
  const p: P = { x: 0, tags: new Set() };
  s.map.set(k, p);
  p.x = 2;
  s.map.get(k)?.tags.add(k);
  bump(p);
  s.n = s.map.get(k)?.x ?? 0;
});
export const valueOut = action((s, k: K) => {
  const p = valueAt(s.map, k);
  when(p !== undefined);
  bump(p);
  for (const [key, v] of s.map) if (key === k) v.tags.delete(0);
  s.map.forEach((v) => v.tags.add(1));
  s.n = p.tags.size + p.x;
});
export const copied = action((s) => {
  const other = structuredClone(s.map);
  for (const p of other.values()) bump(p);
  s.n = s.map.get(0)?.x ?? 0;
  s.map = other;
});
export const madeOf = action((s) => {
  when(s.q.length > 0);
  const before = new ValueSet<P, 3>(s.q);
  for (const p of s.q) bump(p);
  s.n = before.size + before.intersection(new ValueSet(s.q)).size;
  s.set = before;
});
export const spliced = action((s) => {
  when(s.q.length === 1);
  for (const p of s.q.splice(0, 1, { x: 1, tags: new Set() })) {
    p.x = 3;
    s.last = p;
    s.last.tags.clear();
  }
  s.q.push({ x: 3, tags: new Set([1]) });
  s.q.sort((a, b) => b.x - a.x);
  s.q[0]!.x = 0;
});
export const replaced = action((s) => {
  when(s.q.length > 0);
  s.q = s.q.with(0, { x: 2, tags: new Set() });
  s.q[0]!.tags.add(0);
  s.q = s.q.toReversed().flatMap((p) => (p.x > 0 ? [structuredClone(p)] : []));
  s.q.forEach(bump);
});
export const narrowed = action((s) => {
  const few = s.set.filter((p) => p.x > 0);
  if (few.size < 3) few.add({ x: 0, tags: new Set() });
  for (const k of each<K>()) few.delete({ x: 1, tags: new Set([k]) });
  s.n = few.size + s.set.size;
});
export const counted = action((s) => {
  const p = pick(s.bag);
  s.bag.delete(p);
  s.n = s.bag.count(p);
  s.last = { ...p, tags: new Set(p.tags) };
  s.last.x = 0;
});

export const small = invariant((s) => s.set.size <= 3);
