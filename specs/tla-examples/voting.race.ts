/**
 * Voting of tlaplus/Examples: how acceptors choose a value by voting in ballots. `paxos.race.ts` does it with messages.
 *
 * An acceptor votes for a value in a ballot only if no other value can have been, or can come to be, chosen in a lower one.
 *
 * @source tlaplus/Examples specifications/Paxos/Voting.tla
 */
import { constant, every, fill, type Id, type Index, type Int, some, spec, ValueSet, when } from "racespec";

/** Acceptors. */
export const ACCEPTORS = constant(1);
/** Values that can be chosen. */
export const VALUES = constant(1);
/** Ballots. */
export const BALLOTS = constant(2);
const TOP = BALLOTS - 1;
export type Acceptor = Id<"Acceptor", typeof ACCEPTORS>;
export type Value = Id<"Value", typeof VALUES>;
export type Ballot = Index<typeof BALLOTS>;
/** A ballot, or -1 for none. */
export type MaybeBallot = Int<-1, typeof TOP>;
export interface Vote {
  bal: Ballot;
  val: Value;
}
interface State {
  /** All votes that an acceptor has cast. */
  votes: Record<Acceptor, ValueSet<Vote>>;
  /** An acceptor votes in no lower ballot any more. */
  maxBal: Record<Acceptor, MaybeBallot>;
}
export const voting = spec<State>(() => ({ votes: fill(new ValueSet()), maxBal: fill(-1) }));
const { action, invariant, model } = voting;

export const isQuorum = (q: Set<Acceptor>): boolean => 2 * q.size > ACCEPTORS;
const didNotVoteAt = (s: State, a: Acceptor, bal: Ballot): boolean => s.votes[a].every((vote) => vote.bal !== bal);
/** Has every lower ballot been left out by this quorum, down to one in which somebody of it has voted for this value? */
const showsSafeAt = (s: State, q: Set<Acceptor>, b: Ballot, val: Value): boolean =>
  every((a: Acceptor) => !q.has(a) || s.maxBal[a] >= b) &&
  some(
    (c: MaybeBallot) =>
      c < b &&
      (c === -1 || some((a: Acceptor) => q.has(a) && s.votes[a].has({ bal: c, val }))) &&
      every((d: Ballot, a: Acceptor) => d <= c || d >= b || !q.has(a) || didNotVoteAt(s, a, d)),
  );

/** An acceptor gives up lower ballots. */
export const increaseMaxBal = action((s, a: Acceptor, b: Ballot) => {
  when(b > s.maxBal[a]);
  s.maxBal[a] = b;
});
/** An acceptor votes. */
export const voteFor = action((s, a: Acceptor, bal: Ballot, val: Value) => {
  when(s.maxBal[a] <= bal && didNotVoteAt(s, a, bal));
  when(every((c: Acceptor) => s.votes[c].every((vote) => vote.bal !== bal || vote.val === val)));
  when(some((q: Set<Acceptor>) => isQuorum(q) && showsSafeAt(s, q, bal, val)));
  s.votes[a].add({ bal, val });
  s.maxBal[a] = bal;
});

const chosenAt = (s: State, bal: Ballot, val: Value): boolean =>
  some((q: Set<Acceptor>) => isQuorum(q) && every((a: Acceptor) => !q.has(a) || s.votes[a].has({ bal, val })));
/** One value at most is chosen. */
export const agreement = invariant((s) =>
  every((v: Value, w: Value) => v === w || !some((b: Ballot, c: Ballot) => chosenAt(s, b, v) && chosenAt(s, c, w))),
);

export const one = model({}, { deadlock: "ignore" });
/** Three acceptors, two values. */
export const larger = model({ ACCEPTORS: 3, VALUES: 2 }, { deadlock: "ignore" });
