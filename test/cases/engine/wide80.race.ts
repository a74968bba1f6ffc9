/** A spec of somebody who had only the documents: wide80. */
import { spec, constant, when, fill, every, count, pick, type Index, type Int, type Id } from "racespec";
const N = 80;
type P = Index<typeof N>;
type T = Id<"T", 2>;
interface State { bit: Record<P, boolean>; at: Record<T, Int<0, typeof N>>; big: Int<0, 1000000> }
const { action, invariant, model, reachable } = spec<State>(() => ({ bit: fill(false), at: fill(0), big: 0 }));
export const go = action((s, t: T) => {
  when(s.at[t] < N);
  const b = s.at[t];
  s.bit[b] = !s.bit[b] ;
  s.at[t] += 1;
  s.big = (s.big * 7 + 13) % 1000;
});
export const flip = action((s, t: T) => { when(s.at[t] < N && s.at[t] > 2 && s.at[t] % 8 === 0); s.bit[s.at[t] - 1] = pick<boolean>(); });
export const inv = invariant((s) => count((p: P) => s.bit[p]) < N);
export const m = model({}, { deadlock: "ignore", constraint: (s) => s.at !== undefined && every((t: T) => s.at[t] <= 40) });
