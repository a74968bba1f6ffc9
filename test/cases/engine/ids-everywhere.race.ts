/** Identities of two kinds in a set, a sequence, a record and a table. */
import { spec, when, fill, every, some, pick, fillWith, type Id, type Int, type Seq } from "racespec";
type A = Id<"A", 4>;
type B = Id<"B", 3>;
interface State { of: Record<A, B | "none">; grp: Record<B, Set<A>>; log: Seq<A, 3>; pairs: Seq<{ a: A; b: B }, 2>; head: Record<B, A | "none"> }
const { action, invariant, reachable, model } = spec<State>(() => ({ of: fill("none"), grp: fill(new Set()), log: [], pairs: [], head: fill("none") }));
export const join = action((s, a: A, b: B) => { when(s.of[a] === "none" && s.grp[b].size < 2); s.of[a] = b; s.grp[b].add(a); if (s.head[b] === "none") s.head[b] = a; });
export const log = action((s, a: A) => { when(s.of[a] !== "none" && s.log.length < 3 && !s.log.includes(a)); s.log.push(a); });
export const pair = action((s, a: A, b: B) => { when(s.pairs.length < 2 && s.grp[b].has(a)); s.pairs.push({ a, b }); });
export const leave = action((s, a: A) => { const b = s.of[a]; when(b !== "none"); s.grp[b].delete(a); s.of[a] = "none"; if (s.head[b] === a) s.head[b] = "none"; });
export const unlog = action((s) => { when(s.log.length > 0); s.log.shift(); });
export const unpair = action((s) => { when(s.pairs.length > 0); s.pairs.shift(); });
export const ok = invariant((s) => every((a: A, b: B) => (s.of[a] === b) === s.grp[b].has(a)));
export const bad = invariant((s) => !(s.log.length === 3 && s.pairs.length === 2 && s.pairs[0].b === s.pairs[1].b && s.pairs[0].a !== s.pairs[1].a && s.log[2] === s.pairs[0].a && s.head[s.pairs[1].b] === "none"));
export const good = model({}, { check: [ok], deadlock: "ignore" });
export const fails = model({}, { check: [bad], deadlock: "ignore" });
