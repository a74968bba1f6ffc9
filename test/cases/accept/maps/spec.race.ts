/** Maps from scalars, and from records: partial functions whose values are places of the state. */
import { pick, same, spec, type Id, type Index, type Int, ValueMap, when } from "racespec";

type Node = Id<"Node", 2>;
interface Vote { term: Index<2>; from: Node }
interface State {
  cache: Map<Index<3>, boolean>;
  jobs: Map<Node, { left: Int<0, 3>; log: Set<Index<2>> }>;
  votes: ValueMap<Vote, "yes" | "no">;
  few: ValueMap<{ a: Int<0, 500>; b: boolean }, Int<0, 5>, 2>;
  total: Int<0, 20>;
  seen: boolean;
}

const { action, invariant } = spec<State>(() => ({
  cache: new Map(),
  jobs: new Map(),
  votes: new ValueMap(),
  few: new ValueMap([[{ a: 9, b: true }, 2]]),
  total: 0,
  seen: false,
}));

export const load = action((s, page: Index<3>, value: boolean) => {
  when(!s.cache.has(page));
  s.cache.set(page, value).set(0, true);
});
export const drop = action((s, page: Index<3>) => {
  s.seen = s.cache.delete(page);
});
export const start = action((s, n: Node) => {
  when(!s.jobs.has(n));
  s.jobs.set(n, { left: 3, log: new Set() });
});
export const work = action((s, n: Node) => {
  const job = s.jobs.get(n);
  when(job !== undefined && job.left > 0);
  job.left--;
  s.jobs.get(n)?.log.add(0);
  s.jobs.get(n)!.log.add(1);
  s.total = s.jobs.get(n)?.left ?? 0;
});
export const vote = action((s, term: Index<2>, from: Node) => {
  s.votes.set({ term, from }, pick("yes", "no"));
});
export const tally = action((s) => {
  let yes = 0;
  for (const v of s.votes.values()) if (v === "yes") yes++;
  for (const [{ term }, v] of s.votes) if (term === 1 && v === "no") yes += 2;
  for (const k of s.few.keys()) if (k.b) yes++;
  s.votes.forEach((v, k) => {
    if (v === "no") return;
    yes += k.term;
  });
  s.total = yes;
});
export const ends = action((s) => {
  const first = pick(s.jobs.keys());
  when(s.jobs.get(first)?.left === 2);
  for (const [, job] of s.jobs) {
    if (job.left === 0) job.log.delete(0);
    else s.seen = s.seen || s.cache.has(job.left - 1);
  }
});
export const change = action((s) => {
  const k = pick(s.few.keys());
  s.few.set({ ...k, b: !k.b }, s.few.get(k) ?? 0);
  if (s.few.size === 2) s.few.clear();
});
export const copy = action((s) => {
  const other = new Map(s.cache);
  other.set(2, false);
  s.seen = same(other, s.cache);
  s.cache = other;
});
export const known = action((s) => {
  s.seen = [...s.votes.values()].some((v) => v === "no") || [...s.cache.keys()].every((k) => k !== 1);
});

export const small = invariant((s) => s.few.size <= 2 && s.cache.size <= 3);
