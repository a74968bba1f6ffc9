/** Collections that may be absent, read-only or generic, and whole records as parameters and keys. */
import { Bag, constant, each, every, pick, same, spec, type Index, type Int, type Seq, ValueMap, ValueSet, when } from "racespec";
export const N = constant(2);
type K = Index<typeof N>;
interface Req { readonly id: K; readonly parts: readonly [K, boolean] }
interface State { b: { items: ValueSet<Req, 2>; by: ValueMap<Req, Seq<Req, 2>, 2> }; ro: ReadonlyMap<K, ReadonlySet<K>>; n: Int<0, 9>; opt: { m?: ValueSet<Req>; l?: Bag<K, 1> | null }; u: Set<K> | "none" | null; g: Gen<K> }
interface Gen<T> { set: Set<T>; map: Map<T, T | null>; bag: Bag<T, 2>; vs: ValueSet<{ at: T }, typeof N> }
const { action, invariant } = spec<State>(() => ({ b: { items: new ValueSet(), by: new ValueMap() }, ro: new Map([[0, new Set([1])]]), n: 0, opt: {}, u: null, g: { set: new Set(), map: new Map(), bag: new Bag(), vs: new ValueSet() } }));
export const a1 = action((s, r: Req) => { when(s.b.items.size < 2); s.b.items.add(r); });
export const a2 = action((s, r: Req) => { when(s.b.by.size < 2); s.b.by.set(r, [r]); });
export const a3 = action((s, r: Req) => { s.b.by.get(r)?.splice(0, 1); s.n = s.b.by.get(r)?.length ?? 9; });
export const a4 = action((s, k: K) => { s.ro = new Map([...s.ro.keys()].length > 1 ? [[k, new Set([k])]] : [[0, new Set()], [k, new Set()]]); });
export const a5 = action((s, k: K) => { s.n = [...(s.ro.get(k) ?? [])].length; });
export const a6 = action((s, k: K) => { s.opt.m ??= new ValueSet(); s.opt.m.add({ id: k, parts: [k, true] }); s.opt.l = s.opt.l === undefined ? new Bag([k]) : null; });
export const a8 = action((s, k: K) => { const u = s.u; if (u === null) s.u = "none"; else if (u === "none") s.u = new Set(); else if (u.has(k)) u.delete(k); else u.add(k); });
export const a9 = action((s, k: K) => { s.g.map.set(k, s.g.map.get(k) === null ? k : null); s.g.set = new Set(s.g.map.keys()); s.g.vs.delete({ at: k }); });
export const a10 = action((s) => { for (const { id, parts: [p, on] } of s.b.items) if (on && id === p) s.n = 3; });
export const a11 = action((s) => { const [first] = pick([...each<[K, boolean]>()]); s.n = first; });
export const a12 = action((s) => { const { id, parts } = pick(s.b.items); s.n = id + parts[0]; });
export const a13 = action((s) => { const r = pick(s.b.by.keys()); s.b.items = new ValueSet([r]); });
export const i = invariant((s) => same(s.g.set, s.g.set) && every((k: K) => !s.g.bag.has(k)));
export const b1 = action((s, k: K) => { s.u = new Set(s.ro.get(k)); });
export const b2 = action((s, k: K) => { s.g.set = new Set(s.ro.get(k) ?? []); let n = 0; for (const x of s.ro.get(k) ?? []) n += x; s.n = n; });
export const b3 = action((s, k: K) => { let n = 0; for (const r of s.b.by.get({ id: k, parts: [k, true] }) ?? []) n += r.id; s.n = n; });
export const b4 = action((s, k: K) => { s.opt.m = new ValueSet(s.opt.m); s.opt.m.add({ id: k, parts: [k, false] }); });
