/**
 * lamport_mutex/MCLamportMutex.cfg of tlaplus/Examples: mutual exclusion by logical clocks, from the paper that invented them.
 *
 * Every process keeps a clock and what it knows of everybody's requests. Who wants the resource tells all others, with the time
 * of his request, and enters when all have acknowledged and his request is the oldest. Channels between two keep their order.
 *
 * The original's acknowledgements and releases carry a clock that is always 0; here they carry none. Clocks are bounded by
 * the same constraint; a clock one beyond it is generated and counted, but not explored.
 *
 * @source tlaplus/Examples specifications/lamport_mutex/LamportMutex.tla, MCLamportMutex.tla
 * @source L. Lamport: Time, Clocks and the Ordering of Events in a Distributed System. CACM 21(7):558-565, 1978
 */
import { constant, each, every, fill, type Int, type Seq, spec, when } from "racespec";

/** Processes. */
export const N = constant(3);
/** No clock beyond it is looked at. */
export const MAX_CLOCK = constant(6);
const BEYOND = MAX_CLOCK + 1;
/** Numbered: of two requests made at the same time the lower number's is the older. */
type Proc = Int<1, typeof N>;
type Clock = Int<1, typeof BEYOND>;
type Message = { type: "req"; clock: Clock } | { type: "ack" } | { type: "rel" };
interface State {
  clock: Record<Proc, Clock>;
  /** `req[p][q]`: when q has asked, as far as p knows; 0 if q has not. */
  req: Record<Proc, Record<Proc, Int<0, typeof BEYOND>>>;
  /** Who has acknowledged the request of p. */
  ack: Record<Proc, Set<Proc>>;
  /** `network[p][q]`: messages on the way from p to q. */
  network: Record<Proc, Record<Proc, Seq<Message, 4>>>;
  /** Who is in the critical section. */
  crit: Set<Proc>;
}
const { action, invariant, model } = spec<State>(() => ({
  clock: fill(1),
  req: fill(fill(0)),
  ack: fill(new Set()),
  network: fill(fill([])),
  crit: new Set(),
}));

/** Does p believe that its request comes before q's? */
const beats = (s: State, p: Proc, q: Proc): boolean =>
  s.req[p][q] === 0 || s.req[p][p] < s.req[p][q] || (s.req[p][p] === s.req[p][q] && p < q);

/** Asks for the critical section, and tells everybody. */
export const request = action((s, p: Proc) => {
  when(s.req[p][p] === 0);
  s.req[p][p] = s.clock[p];
  for (const r of each<Proc>()) if (r !== p) s.network[p][r].push({ type: "req", clock: s.clock[p] });
  s.ack[p] = new Set([p]);
});

/** Hears of a request, remembers it and acknowledges it. */
export const receiveRequest = action((s, p: Proc, q: Proc) => {
  const m = s.network[q][p].at(0);
  when(p !== q && m?.type === "req");
  const { clock } = m;
  s.network[q][p].shift();
  s.req[p][q] = clock;
  s.clock[p] = Math.max(clock, s.clock[p]) + 1;
  s.network[p][q].push({ type: "ack" });
});

/** Hears that somebody knows of its request. */
export const receiveAck = action((s, p: Proc, q: Proc) => {
  when(p !== q && s.network[q][p].at(0)?.type === "ack");
  s.network[q][p].shift();
  s.ack[p].add(q);
});

/** Enters: all have acknowledged, and its request is the oldest it knows of. */
export const enter = action((s, p: Proc) => {
  when(s.ack[p].size === N && every((q: Proc) => q === p || beats(s, p, q)));
  s.crit.add(p);
});

/** Leaves, and tells everybody. */
export const exit = action((s, p: Proc) => {
  when(s.crit.has(p));
  s.crit.delete(p);
  for (const r of each<Proc>()) if (r !== p) s.network[p][r].push({ type: "rel" });
  s.req[p][p] = 0;
  s.ack[p].clear();
});

/** Hears that somebody has left. */
export const receiveRelease = action((s, p: Proc, q: Proc) => {
  when(p !== q && s.network[q][p].at(0)?.type === "rel");
  s.network[q][p].shift();
  s.req[p][q] = 0;
});

/** No channel ever holds more than three messages. */
export const boundedNetwork = invariant((s) => every((p: Proc, q: Proc) => s.network[p][q].length <= 3));
/** Never are two in the critical section. */
export const mutex = invariant((s) => s.crit.size <= 1);

export const asPublished = model({}, { constraint: (s) => every((p: Proc) => s.clock[p] <= MAX_CLOCK) });
