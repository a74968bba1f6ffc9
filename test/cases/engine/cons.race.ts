/** A spec of somebody who had only the documents: cons. */
import { spec, constant, when, unreachable, deadlocks, violates, fill, every, some, pick, type Id, type Int } from "racespec";
type P = Id<"P", 3>;
interface State { c: Record<P, Int<0, 1000000>>; next: Record<P, P | null>; turn: P | null }
const { action, invariant, reachable, stepInvariant, model } = spec<State>(() => ({ c: fill(0), next: fill(null), turn: null }));
export const inc = action((s, p: P) => { s.c[p] += 99999 + pick(0, 1); s.turn = p; });
export const link = action((s, p: P, q: P) => { when(p !== q && s.next[p] === null); s.next[p] = q; });
export const unlink = action((s, p: P) => { when(s.next[p] !== null); s.next[p] = s.next[s.next[p]!]; });
export const small = invariant((s) => every((p: P) => s.c[p] <= 600000));
export const cyc = reachable((s) => every((p: P) => s.next[p] !== null && s.next[s.next[p]!] !== p));
export const never = reachable((s) => some((p: P) => s.next[p] === p && s.c[p] > 200003));
export const a = model({}, { constraint: (s) => every((p: P) => s.c[p] < 300000), check: [small, cyc] });
export const b = model({}, { constraint: (s) => every((p: P) => s.c[p] < 200000), check: [small, never], expect: unreachable(never) });
export const c = model({}, { check: [small], expect: violates(small), constraint: (s) => every((p: P) => s.next[p] === null) });
export const d = model({}, { check: [cyc], constraint: (s) => every((p: P) => s.c[p] < 300000), init: (s) => s.turn === null, symmetry: "off" });
