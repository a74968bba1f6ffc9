/** A spec of somebody who had only the documents: pickloop. */
import { spec, constant, when, assert, fill, each, every, some, count, sum, setOf, pick, first, type Id, type Index, type Int, type Seq } from "racespec";
type W = Id<"W", 3>;
type S = Index<4>;
interface State { left: Set<S>; got: Record<W, Seq<S, 4>>; tok: Record<S, { owner: W | null; hist: Set<W> }>; mode: "a" | "b" }
const { action, process, procedure, invariant, reachable, stepInvariant, model } = spec<State>(() => ({ left: new Set([0, 1, 2, 3]), got: fill([]), tok: fill({ owner: null, hist: new Set() }), mode: pick("a", "b") }));
const take = procedure(function* (s, who: W, n: Int<1, 2>) {
  let t: Int<0, 8> = 0;
  for (let i: Int<0, 4> = 0; i < n; i++) {
    s = yield "take";
    const x = pick(s.left);
    s.left.delete(x);
    s.got[who].push(x);
    t = t + x;
  }
  return t;
});
export const worker = process(function* (s, self: W) {
  let total: Int<0, 8> = 0;
  let mate: W | null = null;
  let bag: Set<S> = new Set();
  let rec: { a: boolean; b: W | null } = { a: false, b: null };
  s = yield "start";
  const want = s.mode === "a" ? 1 : 2;
  if (s.mode === "a") { mate = pick((w: W) => w !== self); }
  [s, total] = yield* take(s, self, want);
  s = yield "mark";
  for (const x of s.got[self]) { s.tok[x].owner = mate; s.tok[x].hist.add(self); bag.add(x); }
  rec = { a: total > 3, b: mate };
  s = yield "fin";
  assert(bag.size === want, "bag");
  if (rec.a && rec.b !== null) { s.got[rec.b] = s.got[rec.b].filter((z) => z > 0); }
  s = yield "out";
  for (const x of bag) s.left.add(x);
});
export const inv = invariant((s) => s.left.size + sum((w: W) => s.got[w].length) <= 8);
export const hist = stepInvariant((s, n) => every((x: S) => s.tok[x].hist.isSubsetOf(n.tok[x].hist)));
export const r = reachable((s) => every((x: S) => s.tok[x].owner !== null || s.tok[x].hist.size > 0));
export const m = model({}, { deadlock: "ignore" });
export const dl = model({}, { check: [inv] });
