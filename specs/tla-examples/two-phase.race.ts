/**
 * transaction_commit/TwoPhase.cfg of tlaplus/Examples: Lamport's two-phase commit.
 *
 * Resource managers prepare, a transaction manager decides for all of them. What was ever sent stays, and may be received again.
 * The published counts are without symmetry.
 *
 * `specs/two-phase-commit.race.ts` is the same protocol as a tutorial would write it, with a field for each kind of message.
 *
 * @source tlaplus/Examples specifications/transaction_commit/TwoPhase.tla
 * @source J. Gray, L. Lamport: Consensus on Transaction Commit. ACM TODS 31(1):133-160, 2006
 */
import { every, fill, spec, ValueSet, when } from "racespec";
import { RMS, type Rm, transactionCommit } from "./transaction-commit.race.ts";

type Message = { type: "prepared"; rm: Rm } | { type: "commit" } | { type: "abort" };
interface State {
  rmState: Record<Rm, "working" | "prepared" | "committed" | "aborted">;
  tmState: "init" | "committed" | "aborted";
  /** Of whom the transaction manager knows that he is prepared. */
  tmPrepared: Set<Rm>;
  /** All messages ever sent. */
  msgs: ValueSet<Message>;
}
const { action, invariant, refines, model } = spec<State>(() => ({
  rmState: fill("working"),
  tmState: "init",
  tmPrepared: new Set(),
  msgs: new ValueSet(),
}));

/** The transaction manager hears that a resource manager is prepared. */
export const tmRcvPrepared = action((s, rm: Rm) => {
  when(s.tmState === "init" && s.msgs.has({ type: "prepared", rm }));
  s.tmPrepared.add(rm);
});
/** The transaction manager commits: all are prepared. */
export const tmCommit = action((s) => {
  when(s.tmState === "init" && s.tmPrepared.size === RMS);
  s.tmState = "committed";
  s.msgs.add({ type: "commit" });
});
/** The transaction manager aborts, whenever it likes. */
export const tmAbort = action((s) => {
  when(s.tmState === "init");
  s.tmState = "aborted";
  s.msgs.add({ type: "abort" });
});
/** A resource manager prepares, and says so. */
export const rmPrepare = action((s, rm: Rm) => {
  when(s.rmState[rm] === "working");
  s.rmState[rm] = "prepared";
  s.msgs.add({ type: "prepared", rm });
});
/** A resource manager aborts of itself. */
export const rmChooseToAbort = action((s, rm: Rm) => {
  when(s.rmState[rm] === "working");
  s.rmState[rm] = "aborted";
});
/** A resource manager is told to commit. */
export const rmRcvCommitMsg = action((s, rm: Rm) => {
  when(s.msgs.has({ type: "commit" }));
  s.rmState[rm] = "committed";
});
/** A resource manager is told to abort. */
export const rmRcvAbortMsg = action((s, rm: Rm) => {
  when(s.msgs.has({ type: "abort" }));
  s.rmState[rm] = "aborted";
});

/** No two resource managers decide differently. */
export const consistent = invariant((s) =>
  every((a: Rm, b: Rm) => s.rmState[a] !== "aborted" || s.rmState[b] !== "committed"),
);

/** It is what a transaction commit has to be. */
export const isTransactionCommit = refines(transactionCommit, ({ rmState }) => ({ rmState }));

export const asPublished = model({}, { symmetry: "off" });
/** One state stands for all that differ only in which resource manager is which. */
export const upToSymmetry = model({}, { check: [consistent] });
