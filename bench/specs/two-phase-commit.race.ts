/**
 * Lamport's two-phase commit with N resource managers.
 *
 * Step for step the models of peers/spin/twophase.pml and peers/murphi/twophase.m: their counts are ours.
 */
import { constant, every, fill, type Id, spec, when } from "racespec";

export const N = constant(3);

type Rm = Id<"Rm", typeof N>;
interface State {
  rm: Record<Rm, "working" | "prepared" | "committed" | "aborted">;
  tm: "init" | "committed" | "aborted";
  /** From whom the transaction manager has received "prepared". */
  tmPrepared: Set<Rm>;
  /** What was ever sent; nothing is taken out, so a message may be received again. */
  messages: { prepared: Set<Rm>; commit: boolean; abort: boolean };
}

const { action, invariant, model } = spec<State>(() => ({
  rm: fill("working"),
  tm: "init",
  tmPrepared: new Set(),
  messages: { prepared: new Set(), commit: false, abort: false },
}));

/** The transaction manager hears that a resource manager is prepared. */
export const tmReceivePrepared = action((s, r: Rm) => {
  when(s.tm === "init" && s.messages.prepared.has(r));
  s.tmPrepared.add(r);
});
/** The transaction manager commits: everybody is prepared. */
export const tmCommit = action((s) => {
  when(s.tm === "init" && every((r: Rm) => s.tmPrepared.has(r)));
  s.tm = "committed";
  s.messages.commit = true;
});
/** The transaction manager gives up, whenever it likes. */
export const tmAbort = action((s) => {
  when(s.tm === "init");
  s.tm = "aborted";
  s.messages.abort = true;
});
/** A resource manager is prepared, says so, and can no longer decide alone. */
export const rmPrepare = action((s, r: Rm) => {
  when(s.rm[r] === "working");
  s.rm[r] = "prepared";
  s.messages.prepared.add(r);
});
/** A resource manager that has promised nothing gives up. */
export const rmChooseToAbort = action((s, r: Rm) => {
  when(s.rm[r] === "working");
  s.rm[r] = "aborted";
});
/** A resource manager hears that all commit. */
export const rmReceiveCommit = action((s, r: Rm) => {
  when(s.messages.commit);
  s.rm[r] = "committed";
});
/** A resource manager hears that all abort. */
export const rmReceiveAbort = action((s, r: Rm) => {
  when(s.messages.abort);
  s.rm[r] = "aborted";
});

/** Never has one resource manager committed and another one aborted. */
export const consistent = invariant((s) =>
  every((a: Rm, b: Rm) => !(s.rm[a] === "committed" && s.rm[b] === "aborted")),
);

/** One model for every size: the bench sets the constants. */
export const bench = model({}, { deadlock: "ignore" });
