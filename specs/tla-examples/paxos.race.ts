/**
 * Paxos/MCPaxos.cfg of tlaplus/Examples: single-decree Paxos.
 *
 * Ballots are begun, acceptors promise to ignore lower ones and tell what they have voted for, and a ballot may ask for votes for
 * a value that the promises of a quorum show to be safe. What a quorum has voted for in one ballot is chosen.
 *
 * The published model has one acceptor, one value, two ballots, and symmetry. Quorums are the majorities. `Phase1b` and
 * `Phase2b` pick the message that they answer, as TLC makes one step for each.
 *
 * @source tlaplus/Examples specifications/Paxos/Paxos.tla, MCPaxos.tla
 * @source L. Lamport: Paxos Made Simple. ACM SIGACT News 32(4):51-58, 2001
 */
import { every, fill, fillWith, pick, some, spec, ValueSet, when } from "racespec";
import { type Acceptor, type Ballot, isQuorum, type MaybeBallot, type Value, type Vote, voting } from "./voting.race.ts";

type Message =
  | { type: "1a"; bal: Ballot }
  | { type: "1b"; acc: Acceptor; bal: Ballot; mbal: MaybeBallot; mval: Value | null }
  | { type: "2a"; bal: Ballot; val: Value }
  | { type: "2b"; acc: Acceptor; bal: Ballot; val: Value };
interface State {
  /** The greatest ballot in which an acceptor has promised or voted. */
  maxBal: Record<Acceptor, MaybeBallot>;
  /** The ballot of its last vote. */
  maxVBal: Record<Acceptor, MaybeBallot>;
  /** The value of its last vote. */
  maxVal: Record<Acceptor, Value | null>;
  /** All messages ever sent. */
  msgs: ValueSet<Message>;
}
const { action, invariant, refines, model } = spec<State>(() => ({
  maxBal: fill(-1),
  maxVBal: fill(-1),
  maxVal: fill(null),
  msgs: new ValueSet(),
}));

/** A ballot is begun. */
export const phase1a = action((s, bal: Ballot) => {
  s.msgs.add({ type: "1a", bal });
});
/** An acceptor promises to ignore lower ballots, and tells its last vote. */
export const phase1b = action((s, acc: Acceptor) => {
  const m = pick(s.msgs);
  when(m.type === "1a" && m.bal > s.maxBal[acc]);
  s.maxBal[acc] = m.bal;
  s.msgs.add({ type: "1b", acc, bal: m.bal, mbal: s.maxVBal[acc], mval: s.maxVal[acc] });
});
/** Do the promises of a quorum show that no other value can have been chosen in a lower ballot? */
const showsSafe = (s: State, q: Set<Acceptor>, b: Ballot, v: Value): boolean => {
  const promises = s.msgs.filter((m) => m.type === "1b" && m.bal === b && q.has(m.acc));
  const votes = promises.filter((m) => m.type === "1b" && m.mbal >= 0);
  return (
    every((a: Acceptor) => !q.has(a) || promises.some((m) => m.type === "1b" && m.acc === a)) &&
    (votes.size === 0 ||
      votes.some(
        (m) => m.type === "1b" && m.mval === v && votes.every((mm) => mm.type !== "1b" || m.mbal >= mm.mbal),
      ))
  );
};
/** A ballot asks for votes for a value. */
export const phase2a = action((s, bal: Ballot, val: Value) => {
  when(!s.msgs.some((m) => m.type === "2a" && m.bal === bal));
  const q = pick<Set<Acceptor>>();
  when(isQuorum(q) && showsSafe(s, q, bal, val));
  s.msgs.add({ type: "2a", bal, val });
});
/** An acceptor votes. */
export const phase2b = action((s, acc: Acceptor) => {
  const m = pick(s.msgs);
  when(m.type === "2a" && m.bal >= s.maxBal[acc]);
  s.maxBal[acc] = m.bal;
  s.maxVBal[acc] = m.bal;
  s.maxVal[acc] = m.val;
  s.msgs.add({ type: "2b", acc, bal: m.bal, val: m.val });
});

const votedFor = (s: State, acc: Acceptor, bal: Ballot, val: Value): boolean => s.msgs.has({ type: "2b", acc, bal, val });
const chosenAt = (s: State, b: Ballot, v: Value): boolean =>
  some((q: Set<Acceptor>) => isQuorum(q) && every((a: Acceptor) => !q.has(a) || votedFor(s, a, b, v)));

/** An acceptor remembers its last vote. */
export const remembers = invariant((s) =>
  every((a: Acceptor) => {
    const bal = s.maxVBal[a];
    const val = s.maxVal[a];
    if (bal === -1 || val === null) return bal === -1 && val === null;
    return votedFor(s, a, bal, val);
  }),
);
/** Promises are kept and true; a ballot asks for one value only. */
export const messagesTrue = invariant((s) =>
  s.msgs.every((m) => {
    switch (m.type) {
      case "1b":
        return s.maxBal[m.acc] >= m.bal && (m.mbal < 0 || (m.mval !== null && votedFor(s, m.acc, m.mbal, m.mval)));
      case "2a":
        return s.msgs.every((mm) => mm.type !== "2a" || mm.bal !== m.bal || mm.val === m.val);
      case "1a":
      case "2b":
        return true;
    }
  }),
);
/** In one ballot all vote for one value. */
export const oneValuePerBallot = invariant((s) =>
  every(
    (a: Acceptor, c: Acceptor, b: Ballot, v: Value, w: Value) =>
      v === w || !votedFor(s, a, b, v) || !votedFor(s, c, b, w),
  ),
);
/** One value at most is chosen. */
export const agreement = invariant((s) =>
  every((v: Value, w: Value) => v === w || !some((b: Ballot, c: Ballot) => chosenAt(s, b, v) && chosenAt(s, c, w))),
);

/** But for its messages, it is voting. */
export const isVoting = refines(voting, (s) => {
  const votes: Record<Acceptor, ValueSet<Vote>> = fillWith((_: Acceptor) => new ValueSet());
  for (const m of s.msgs) if (m.type === "2b") votes[m.acc].add({ bal: m.bal, val: m.val });
  return { votes, maxBal: { ...s.maxBal } };
});

const invariants = [remembers, messagesTrue, oneValuePerBallot, agreement];
export const asPublished = model({}, { check: invariants });
/** Two acceptors, two values. */
export const larger = model({ ACCEPTORS: 2, VALUES: 2 }, { check: invariants });
/** The published model's other property, which is looked at without symmetry. */
export const refinesVoting = model({}, { check: [isVoting] });
/** The same with two acceptors and two values. */
export const largerRefinesVoting = model({ ACCEPTORS: 2, VALUES: 2 }, { check: [isVoting] });
