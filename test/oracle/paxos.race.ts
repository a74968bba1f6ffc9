/**
 * Single-decree Paxos; the set of messages is a table per kind of message, and `some` stands for ∃ over the quorums, of which the published model has one.
 * @source tlaplus/Examples specifications/Paxos/Paxos.tla, MCPaxos.tla
 */
import { constant, every, fill, type Id, type Index, type Int, pick, some, spec, when } from "racespec";
export const ACCEPTORS = constant(1);
export const VALUES = constant(1);
export const BALLOTS = constant(2);
type Acceptor = Id<"Acceptor", typeof ACCEPTORS>;
type Value = Id<"Value", typeof VALUES>;
type Ballot = Index<typeof BALLOTS>;
const TOP = BALLOTS - 1;
type Maybe<T> = T | null;
type Promised =
  | { readonly sent: false }
  | { readonly sent: true; readonly mbal: Int<-1, typeof TOP>; readonly mval: Maybe<Value> };
interface State {
  maxBal: Record<Acceptor, Int<-1, typeof TOP>>;
  maxVBal: Record<Acceptor, Int<-1, typeof TOP>>;
  maxVal: Record<Acceptor, Maybe<Value>>;
  msgs: {
    p1a: Set<Ballot>;
    p1b: Record<Acceptor, Record<Ballot, Promised>>;
    p2a: Record<Ballot, Maybe<Value>>;
    p2b: Record<Acceptor, Record<Ballot, Maybe<Value>>>;
  };
}
const { action, invariant, model } = spec<State>(() => ({
  maxBal: fill(-1),
  maxVBal: fill(-1),
  maxVal: fill(null),
  msgs: { p1a: new Set(), p1b: fill(fill({ sent: false })), p2a: fill(null), p2b: fill(fill(null)) },
}));
export const phase1a = action(({ msgs: { p1a } }, b: Ballot) => {
  p1a.add(b);
});
export const phase1b = action((s, a: Acceptor) => {
  const bal = pick((b: Ballot) => s.msgs.p1a.has(b) && b > s.maxBal[a]);
  s.maxBal[a] = bal;
  s.msgs.p1b[a][bal] = { sent: true, mbal: s.maxVBal[a], mval: s.maxVal[a] };
});
const isMajority = (q: Set<Acceptor>): boolean => 2 * q.size > ACCEPTORS;
const voted = ({ msgs: { p1b } }: State, q: Set<Acceptor>, b: Ballot, a: Acceptor): number => {
  const p = p1b[a][b];
  return q.has(a) && p.sent ? p.mbal : -1;
};
function showsSafe(s: State, q: Set<Acceptor>, b: Ballot, v: Value): boolean {
  if (!isMajority(q)) return false;
  if (!every((a: Acceptor) => !q.has(a) || s.msgs.p1b[a][b].sent)) return false;
  return (
    every((a: Acceptor) => voted(s, q, b, a) < 0) ||
    some((a: Acceptor) => {
      const p = s.msgs.p1b[a][b];
      return (
        voted(s, q, b, a) >= 0 &&
        p.sent &&
        p.mval === v &&
        every((c: Acceptor) => voted(s, q, b, a) >= voted(s, q, b, c))
      );
    })
  );
}
export const phase2a = action((s, b: Ballot, v: Value) => {
  when(s.msgs.p2a[b] === null);
  when(some((q: Set<Acceptor>) => showsSafe(s, q, b, v)));
  s.msgs.p2a[b] = v;
});
export const phase2b = action((s, a: Acceptor) => {
  const { msgs, maxBal, maxVBal, maxVal } = s;
  const b = pick((b: Ballot) => msgs.p2a[b] !== null && b >= maxBal[a]);
  maxBal[a] = maxVBal[a] = b;
  maxVal[a] = msgs.p2b[a][b] = msgs.p2a[b];
});
const chosenAt = (s: State, b: Ballot, v: Value): boolean =>
  some((q: Set<Acceptor>) => isMajority(q) && every((a: Acceptor) => !q.has(a) || s.msgs.p2b[a][b] === v));
export const agreement = invariant((s) =>
  every((v: Value, w: Value) => v === w || !some((b: Ballot, c: Ballot) => chosenAt(s, b, v) && chosenAt(s, c, w))),
);
export const m = model({}, { deadlock: "ignore" });
export const larger = model({ ACCEPTORS: 2, VALUES: 2 }, { deadlock: "ignore" });
export const largerPlain = model({ ACCEPTORS: 2, VALUES: 2 }, { deadlock: "ignore", symmetry: "off" });
