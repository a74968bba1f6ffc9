/**
 * acp/ACP_SB_TLC.cfg of tlaplus/Examples: atomic commitment with a simple broadcast, which a failure may cut short.
 *
 * A coordinator asks all participants for their votes, decides, and tells them one by one; everybody may die at any time.
 * Participants may wait for ever for a decision that was sent to others only: this version does not terminate.
 *
 * Each step of a participant is fair by itself, where the original's fairness is of all that a participant may do: each of them
 * changes something once only, so that is the same. Of `makeDecision` TLC generates one step for each participant who has said
 * no: hence `pick` there. The published counts are without symmetry.
 *
 * @source tlaplus/Examples specifications/acp/ACP_SB.tla, ACP_SB_TLC.tla
 * @source Ö. Babaoğlu, S. Toueg: Non-Blocking Atomic Commitment. In: S. Mullender (ed.): Distributed Systems, 1993
 */
import { constant, every, fill, fillWith, type Id, pick, some, spec, violates, when } from "racespec";

/** Participants. */
export const PARTICIPANTS = constant(3);
type Participant = Id<"Participant", typeof PARTICIPANTS>;
type Vote = "yes" | "no";
type Decision = "commit" | "abort";
interface State {
  participant: Record<
    Participant,
    { vote: Vote; alive: boolean; decision: Decision | "undecided"; faulty: boolean; voteSent: boolean }
  >;
  coordinator: {
    /** Who was asked for his vote. */
    request: Record<Participant, boolean>;
    vote: Record<Participant, Vote | "waiting">;
    broadcast: Record<Participant, Decision | "notsent">;
    decision: Decision | "undecided";
    alive: boolean;
    faulty: boolean;
  };
}
const { action, eventually, fairness, invariant, stepInvariant, model } = spec<State>(() => ({
  participant: fillWith((_: Participant) => ({
    vote: pick<Vote>(),
    alive: true,
    decision: "undecided",
    faulty: false,
    voteSent: false,
  })),
  coordinator: {
    request: fill(false),
    vote: fill("waiting"),
    broadcast: fill("notsent"),
    decision: "undecided",
    alive: true,
    faulty: false,
  },
}));

/** The coordinator asks a participant for its vote. */
export const request = action(({ coordinator: c }, i: Participant) => {
  when(c.alive && !c.request[i]);
  c.request[i] = true;
});
/** The coordinator waits for this vote: it has asked all and has not decided. */
const awaits = ({ coordinator: c }: State, i: Participant): boolean =>
  c.alive && c.decision === "undecided" && every((j: Participant) => c.request[j]) && c.vote[i] === "waiting";
/** The coordinator records a vote. */
export const getVote = action((s, i: Participant) => {
  when(awaits(s, i) && s.participant[i].voteSent);
  s.coordinator.vote[i] = s.participant[i].vote;
});
/** The coordinator finds that a participant has died before it voted, and decides to abort. */
export const detectFault = action((s, i: Participant) => {
  when(awaits(s, i) && !s.participant[i].alive && !s.participant[i].voteSent);
  s.coordinator.decision = "abort";
});
/** The coordinator has all votes, and all are yes. */
export const decideCommit = action(({ coordinator: c }) => {
  when(c.alive && c.decision === "undecided" && every((j: Participant) => c.vote[j] === "yes"));
  c.decision = "commit";
});
/** The coordinator has all votes, and this one is no. */
export const decideAbort = action(({ coordinator: c }) => {
  when(c.alive && c.decision === "undecided" && every((j: Participant) => c.vote[j] !== "waiting"));
  const _no = pick((j: Participant) => c.vote[j] === "no");
  c.decision = "abort";
});
/** The coordinator sends its decision to a participant. */
export const coordBroadcast = action(({ coordinator: c }, i: Participant) => {
  when(c.alive && c.broadcast[i] === "notsent" && c.decision !== "undecided");
  c.broadcast[i] = c.decision;
});
/** The coordinator dies. */
export const coordDie = action(({ coordinator: c }) => {
  when(c.alive);
  c.alive = false;
  c.faulty = true;
});
/** A participant that was asked sends its vote, perhaps again. */
export const sendVote = action((s, i: Participant) => {
  when(s.participant[i].alive && s.coordinator.request[i]);
  s.participant[i].voteSent = true;
}, { fair: "weak" });
/** A participant that has voted no need not wait for the decision. */
export const abortOnVote = action(({ participant }, i: Participant) => {
  const p = participant[i];
  when(p.alive && p.decision === "undecided" && p.voteSent && p.vote === "no");
  p.decision = "abort";
}, { fair: "weak" });
/** A participant aborts: the coordinator has died before it asked. */
export const abortOnTimeoutRequest = action(({ participant, coordinator: c }, i: Participant) => {
  const p = participant[i];
  when(p.alive && p.decision === "undecided" && !c.alive && !c.request[i]);
  p.decision = "abort";
}, { fair: "weak" });
/** A participant follows the coordinator's decision. */
export const decide = action(({ participant, coordinator: c }, i: Participant) => {
  const p = participant[i];
  const told = c.broadcast[i];
  when(p.alive && p.decision === "undecided" && told !== "notsent");
  p.decision = told;
}, { fair: "weak" });
/** A participant dies. */
export const parDie = action(({ participant }, i: Participant) => {
  const p = participant[i];
  when(p.alive);
  p.alive = false;
  p.faulty = true;
});

const committed = (s: State): boolean => some((i: Participant) => s.participant[i].decision === "commit");
const aborted = (s: State): boolean => some((i: Participant) => s.participant[i].decision === "abort");
/** All who decide decide the same. */
export const ac1 = invariant((s) => !committed(s) || !aborted(s));
/** If somebody commits, all have voted yes. */
export const ac2 = invariant((s) => !committed(s) || every((j: Participant) => s.participant[j].vote === "yes"));
/** If somebody aborts, somebody has voted no, or somebody has died. */
export const ac31 = invariant(
  (s) =>
    !aborted(s) ||
    s.coordinator.faulty ||
    some((j: Participant) => s.participant[j].vote === "no" || s.participant[j].faulty),
);
/** A decision is never changed. */
export const ac4 = stepInvariant((s, next) =>
  every(
    (i: Participant) =>
      s.participant[i].decision === "undecided" || next.participant[i].decision === s.participant[i].decision,
  ),
);
/** Who has died stays dead, and only who is dead is faulty. */
export const noRecovery = invariant(
  (s) =>
    every((i: Participant) => s.participant[i].alive !== s.participant[i].faulty) &&
    s.coordinator.alive !== s.coordinator.faulty,
);

/** All decide, or somebody dies. */
export const ac32 = eventually(
  (s) =>
    every((i: Participant) => s.participant[i].decision !== "undecided") ||
    some((j: Participant) => s.participant[j].faulty) ||
    s.coordinator.faulty,
);
/** All who live decide: what the simple broadcast does not achieve, and the published model does not ask for. */
export const ac5 = eventually((s) =>
  every((i: Participant) => s.participant[i].decision !== "undecided" || s.participant[i].faulty),
);
// The coordinator goes on as long as it is alive.
fairness("weak", request, getVote, detectFault, decideCommit, decideAbort, coordBroadcast);

const safe = [ac1, ac2, ac31, ac4, noRecovery];
export const asPublished = model({}, { check: [...safe, ac32], deadlock: "ignore", symmetry: "off" });
/** Why there is a version with another broadcast. */
export const mayWaitForEver = model({ PARTICIPANTS: 2 }, { expect: violates(ac5), check: [ac5], deadlock: "ignore" });
/** One state stands for all that differ only in which participant is which. */
export const upToSymmetry = model({}, { check: safe, deadlock: "ignore" });
