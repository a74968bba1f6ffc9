/** Methods of sequences, spreads, new elements and moved ones. */
import { spec, each, when, type Id, type Index, type Int, type Seq } from "racespec";

type Slot = Index<3>;
type Node = Id<"Node", 2>;
interface Job { n: Int<0, 2>; done: boolean }
interface State { queue: Seq<Job, 3>; ids: Seq<Node, 4>; best: Job; total: Int<0, 99>; pair: [Slot, Slot] }
const { action, invariant } = spec<State>(() => ({
  queue: [{ n: 1, done: false }, { n: 0, done: true }],
  ids: [],
  best: { n: 0, done: false },
  total: 0,
  pair: [0, 1],
}));

const isDone = (j: Job): boolean => j.done;
export const ids = action((s, n: Node) => {
  when(s.ids.length < 2);
  s.ids = [...s.ids, n];
  s.ids = [n, ...s.ids].slice(0, 2);
  s.ids = s.ids.concat([n]).filter((x, i) => x !== n || i === 0);
});
export const jobs = action((s) => {
  s.queue = s.queue.filter((j) => !j.done);
  s.queue = [...s.queue, { n: 2, done: true }].slice(0, 2);
  s.queue = s.queue.map((j) => ({ ...j, done: !j.done }));
});
export const rotate = action((s) => { const j = s.queue.shift(); when(j !== undefined); s.queue.push(j); });
export const turn = action((s) => { s.queue.reverse(); s.queue.unshift({ n: 0, done: false }); s.queue.pop(); });
export const sums = action((s) => {
  s.total = s.queue.reduce((sum, j, i) => sum + j.n * (i + 1), 0) + [...each<Slot>()].filter((b) => b > 0).length;
  const best = s.queue.reduce<Job | null>((b, j) => (b === null || j.n > b.n ? j : b), null);
  if (best) s.best = { ...best };
  if (s.queue.every(isDone) && s.queue.findIndex(({ n }) => n === 1) < 0) s.total++;
  s.best.n = s.queue.at(-1)?.n ?? 0;
});
export const pairs = action((s, b: Slot) => {
  s.pair = [...s.pair];
  s.pair[0] = b;
  for (const x of s.pair) if (x === 2) s.total = x;
  if (s.pair.includes(2) && s.pair.some((x) => x === 0) && s.pair.length === 2) s.pair = [s.pair[1], s.pair[0]];
  const index: 0 | 1 = b === 0 ? 0 : 1;
  s.pair[index] = 1;
});
export const walk = action((s) => { for (const j of s.queue) if (j.n < 2) j.n++; });
export const short = invariant((s) => s.queue.length <= 3 && s.ids.indexOf(s.ids[0]) <= 0);
