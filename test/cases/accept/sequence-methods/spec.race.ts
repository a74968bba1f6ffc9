/** Every method of arrays that a sequence has. */
import { pick, spec, type Index, type Int, type Seq, when } from "racespec";

interface Job { id: Int<0, 9>; slow: boolean }
interface State {
  q: Seq<Int<-9, 9>, 4>;
  jobs: Seq<Job, 3>;
  done: Seq<Job, 3>;
  grid: Seq<Seq<Index<3>, 2>, 2>;
  n: Int<-40, 40>;
}

const { action, invariant } = spec<State>(() => ({
  q: [3, 1, 2],
  jobs: [
    { id: 2, slow: true },
    { id: 1, slow: false },
  ],
  done: [],
  grid: [[1], [2, 0]],
  n: 0,
}));

export const order = action((s) => {
  s.q.sort((a, b) => a - b);
  s.jobs.sort((a, b) => a.id - b.id);
});
export const orderedCopy = action((s) => {
  s.q = s.q.toSorted((a, b) => b - a).toReversed();
  s.jobs = s.jobs.toSorted((a, b) => (a.slow ? 1 : 0) - (b.slow ? 1 : 0));
});
export const cut = action((s, i: Index<3>) => {
  const out = s.q.splice(i, 1);
  s.n = out.length + (out.at(0) ?? 0);
});
export const swapIn = action((s) => {
  s.q.splice(1, 2, 5, -5);
  s.q.splice(-1, 1);
});
export const finish = action((s) => {
  when(s.done.length + s.jobs.length <= 3);
  for (const job of s.jobs.splice(0)) s.done.push(job);
});
export const replaced = action((s, i: Index<2>) => {
  when(i < s.q.length);
  s.q = s.q.with(i, 7);
  s.q = s.q.toSpliced(0, 1, 4);
  s.jobs = s.jobs.toSpliced(1, 1, { id: 9, slow: true });
});
export const filled = action((s) => {
  s.q.fill(0, 1);
});
export const flat = action((s) => {
  const all = s.grid.flat();
  const more = s.grid.flatMap((row) => row.map((x) => x * 2));
  const some = s.q.flatMap((x) => (x > 1 ? [x] : []));
  s.n = all.length + more.reduce((a, b) => a + b, 0) + some.length;
});
export const folded = action((s) => {
  s.n = s.q.reduceRight((sum, x, i) => sum + x * i, 0);
});
export const found = action((s) => {
  const last = s.jobs.findLast((j) => j.slow);
  s.n = s.q.findLastIndex((x) => x < 3) + s.q.lastIndexOf(1) + (last?.id ?? -1);
});
export const positions = action((s) => {
  let sum = 0;
  for (const [i, x] of s.q.entries()) sum += i * x;
  for (const i of s.jobs.keys()) sum += i;
  for (const x of s.q.values()) sum -= x;
  s.jobs.forEach((job, i) => {
    if (job.slow) return;
    job.id = i;
  });
  s.n = sum;
});
export const grown = action((s) => {
  when(s.q.length <= 2);
  s.q.forEach((x) => {
    s.q.push(x);
  });
});
export const listed = action((s) => {
  const doubled = Array.from(s.q, (x) => Math.max(-4, Math.min(4, x * 2)));
  const squares = Array.from({ length: 2 }, (_, i) => i * i);
  s.q = [...doubled.slice(0, 2), ...squares];
});
export const appended = action((s) => {
  when(s.q.length <= 1);
  s.q.push(...s.q, ...[1], pick(2, 3));
});

export const short = invariant((s) => s.q.length <= 4);
