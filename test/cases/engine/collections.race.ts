/** Every collection there is, beside each other, with steps that the packed code does and steps that it leaves to the cells. */
import { Bag, pick, spec, type Id, type Index, type Int, type Seq, ValueMap, ValueSet, when } from "racespec";

type Node = Id<"Node", 2>;
interface Message { to: Node; n: Index<2> }
type Work = "idle" | { left: Int<0, 2>; of: Node };

interface State {
  sent: ValueSet<Message>;
  flight: Bag<Message, 2>;
  few: ValueSet<{ a: Index<3>; b: boolean }, 2>;
  cache: Map<Node, Index<3>>;
  jobs: Map<Index<2>, { log: Set<Node>; left: Int<0, 2> }>;
  votes: ValueMap<Message, boolean, 2>;
  work: Work;
  order: Seq<Index<3>, 3>;
  count: Int<0, 6>;
}

const { action, invariant, stepInvariant, reachable, model } = spec<State>(() => ({
  sent: new ValueSet(),
  flight: new Bag(),
  few: new ValueSet(),
  cache: new Map(),
  jobs: new Map(),
  votes: new ValueMap(),
  work: "idle",
  order: [],
  count: 0,
}));

export const send = action((s, to: Node, n: Index<2>) => {
  when(s.flight.size < 2 && !s.sent.has({ to, n }));
  s.sent.add({ to, n });
  s.flight.add({ to, n });
});
export const receive = action((s) => {
  const m = pick(s.flight);
  s.flight.delete(m);
  s.cache.set(m.to, m.n);
  s.votes.set(m, m.n === 0);
});
export const load = action((s, node: Node, n: Index<3>) => {
  when(!s.cache.has(node));
  s.cache.set(node, n);
});
export const drop = action((s, node: Node) => {
  when((s.cache.get(node) ?? 0) > 0);
  s.cache.delete(node);
});
export const begin = action((s, j: Index<2>, node: Node) => {
  when(s.work === "idle" && !s.jobs.has(j));
  s.jobs.set(j, { log: new Set([node]), left: 2 });
  s.work = { left: 1, of: node };
});
export const go = action((s, j: Index<2>) => {
  const job = s.jobs.get(j);
  when(job !== undefined && job.left > 0 && s.work !== "idle");
  job.left--;
  job.log.add(s.work.of);
  s.work = "idle";
});
export const counted = action((s) => {
  let n = 0;
  for (const [node, x] of s.cache) if (s.sent.some((m) => m.to === node && m.n === x)) n++;
  for (const m of s.flight) n += m.n;
  s.count = n;
});
export const arrange = action((s, n: Index<3>) => {
  when(s.order.length < 3);
  s.order.push(n);
  s.order.sort((a, b) => b - a);
  if (s.order.length === 3) s.order.splice(1, 2);
});
export const keep = action((s, a: Index<3>, b: boolean) => {
  when(s.few.size < 2 || s.count > 1);
  s.few.add({ a, b });
});
export const change = action((s) => {
  const node = pick(s.cache.keys());
  for (const m of s.sent) if (m.to !== node) s.count = 0;
  s.sent = s.sent.filter((m) => m.to === node);
});

export const consistent = invariant((s) => s.flight.size <= 2 && s.votes.size <= 2);
export const enough = invariant((s) => s.few.size < 2 || s.few.has({ a: 0, b: true }) || s.count < 2);
export const grows = stepInvariant((s, next) => next.sent.size >= s.sent.size || next.cache.size === s.cache.size);
export const full = reachable((s) => s.cache.size === 2 && s.jobs.size === 2);
export const stuck = reachable((s) => !receive.enabled(s) && !go.enabled(s, 0) && s.count > 0 && typeof s.work !== "string");
export const dropped = stepInvariant((s, next) => next.cache.size >= s.cache.size || receive.enabled(s) || s.sent.size < 3);

export const all = model({}, { deadlock: "ignore" });
export const bounded = model({}, { deadlock: "ignore", constraint: (s) => s.count < 4, stepConstraint: (s, next) => next.order.length >= s.order.length });
