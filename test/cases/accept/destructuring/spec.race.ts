/** Records, tuples, parameters and assignments taken apart. */
import { spec, fill, every, type Index, type Int } from "racespec";

type Slot = Index<2>;
interface Head { dirty: boolean; n: Int<0, 2>; at: [Int<0, 1>, Int<0, 1>] }
interface State { page: { a: Int<0, 3>; b: boolean }; heads: Record<Slot, Head>; pair: [Int<0, 1>, boolean] }
const { action, invariant } = spec<State>(() => ({
  page: { a: 0, b: false },
  heads: fill({ dirty: false, n: 0, at: [0, 0] }),
  pair: [0, false],
}));

export const look = action((s, b: Slot) => {
  const { a, b: flag } = s.page;
  const [x, y] = s.pair;
  const { dirty, n, at: [row, column] } = s.heads[b];
  if (a < 3 && !flag && x === 0 && !y && !dirty && n === 0 && row === column) s.page.a = a + 1;
  const { heads, page: { a: now } } = s;
  heads[b].dirty = now > 1;
});
export const swap = action((s, b: Slot) => {
  [s.page.a, s.heads[b].n] = [s.heads[b].n, 1];
  let x = 1, y = 2;
  [x, y] = [y, x];
  s.heads[b].n = x;
  s.pair[0] = y - 1;
  ({ a: s.heads[b].n } = s.page);
});
export const parameters = action(({ page, heads }, b: Slot) => { page.b = heads[b].dirty; });
export const rest = action((s) => {
  const { a, ...others } = s.page;
  s.page.b = !others.b && a === 0;
  const [, ...more] = s.pair;
  s.page.b = more[0];
});
export const bounded = invariant(({ page, heads }) => page.a <= 3 && every((b: Slot) => heads[b].n < 3));
