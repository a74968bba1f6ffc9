/**
 * transaction_commit/TCommit.cfg of tlaplus/Examples: what a commit protocol has to achieve.
 *
 * Resource managers prepare; who is prepared may commit once all are, and anybody may abort while nobody has committed. How they
 * come to know of each other is not said: `two-phase.race.ts` does that.
 *
 * The two disjuncts of `Decide` are two actions. The published counts are without symmetry.
 *
 * @source tlaplus/Examples specifications/transaction_commit/TCommit.tla
 * @source J. Gray, L. Lamport: Consensus on Transaction Commit. ACM TODS 31(1):133-160, 2006
 */
import { constant, every, fill, type Id, spec, when } from "racespec";

/** Resource managers. */
export const RMS = constant(3);
export type Rm = Id<"Rm", typeof RMS>;
interface State {
  rmState: Record<Rm, "working" | "prepared" | "committed" | "aborted">;
}
export const transactionCommit = spec<State>(() => ({ rmState: fill("working") }));
const { action, invariant, stepInvariant, model } = transactionCommit;

/** A resource manager prepares. */
export const prepare = action(({ rmState }, rm: Rm) => {
  when(rmState[rm] === "working");
  rmState[rm] = "prepared";
});
/** A resource manager commits: all are prepared or have committed. */
export const decideCommit = action(({ rmState }, rm: Rm) => {
  when(rmState[rm] === "prepared" && every((r: Rm) => rmState[r] === "prepared" || rmState[r] === "committed"));
  rmState[rm] = "committed";
});
/** A resource manager aborts: nobody has committed. */
export const decideAbort = action(({ rmState }, rm: Rm) => {
  when(rmState[rm] === "working" || rmState[rm] === "prepared");
  when(every((r: Rm) => rmState[r] !== "committed"));
  rmState[rm] = "aborted";
});

/** No two resource managers decide differently. */
export const tcConsistent = invariant(({ rmState }) =>
  every((a: Rm, b: Rm) => rmState[a] !== "aborted" || rmState[b] !== "committed"),
);
/** A decision is final. */
export const final = stepInvariant((s, next) =>
  every(
    (r: Rm) => (s.rmState[r] !== "committed" && s.rmState[r] !== "aborted") || s.rmState[r] === next.rmState[r],
  ),
);

export const asPublished = model({}, { deadlock: "ignore", symmetry: "off" });
/** One state stands for all that differ only in which resource manager is which. */
export const upToSymmetry = model({}, { deadlock: "ignore" });
