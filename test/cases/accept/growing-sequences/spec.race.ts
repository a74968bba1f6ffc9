/** Sequences that a step makes for itself: without a type they grow as arrays do, whatever they were made from. */
import { type Index, type Int, type Seq, spec, when } from "racespec";

type I = Index<3>;
interface State { q: Seq<Int<0, 9>, 4>; n: Int<0, 20>; on: boolean }
const { action, invariant } = spec<State>(() => ({ q: [1, 2], n: 0, on: false }));

function doubled(q: readonly number[]): number[] {
  const out = [0];
  for (const v of q) out.push(v * 2);
  return out;
}
export const literal = action((s, i: I) => {
  const xs = [i];
  while (xs.length < 4) xs.push(xs.length * 2);
  s.q = xs;
  if (xs[3] === 6) s.on = !s.on;
});
export const copied = action((s) => {
  const xs = s.q.slice();
  xs.push(1);
  xs.unshift(2, 3);
  s.n = xs.length;
  s.q = xs.slice(1, 3);
});
export const named = action((s) => {
  const xs = s.q.filter((x) => x > 1);
  const ys = xs;
  ys.push(7);
  s.n = xs.length;
});
export const returned = action((s) => {
  s.n = doubled(s.q).length;
});
export const own = action((s) => {
  const q = s.q;
  when(q.length < 4);
  q.push(5);
});
export const short = invariant((s) => s.q.length <= 4);
