/**
 * transaction_commit/2PCwithBTM.cfg of tlaplus/Examples: two-phase commit whose transaction manager may fail, with a backup.
 *
 * Resource managers prepare, follow the transaction manager, or fail, one at most. The manager decides and may then be hidden;
 * a backup then decides for it. A manager here sees the resource managers' states instead of receiving messages.
 *
 * Processes are PlusCal's, label by label. TLC makes one step for each true disjunct of a guard and for each witness of an ∃:
 * `pick` names them. `terminating` is the disjunct that PlusCal adds so that the end is no deadlock: TLC counts its step in each
 * of the 8 states in which all are done. The published counts are without symmetry.
 *
 * @source tlaplus/Examples specifications/transaction_commit/2PCwithBTM.tla
 */
import { constant, each, every, fill, type Id, pick, some, spec, when } from "racespec";

/** May a resource manager fail? */
export const RM_MAY_FAIL = constant(true);
/** May the transaction manager fail? */
export const TM_MAY_FAIL = constant(true);
type Rm = Id<"Rm", 3>;
interface State {
  rmState: Record<Rm, "working" | "prepared" | "committed" | "aborted" | "failed">;
  tmState: "init" | "commit" | "abort" | "hidden";
}
const { action, process, invariant, model } = spec<State>(() => ({ rmState: fill("working"), tmState: "init" }));

/** All are prepared; or one has committed, which TLC asks anew for each of those who should be prepared. */
function canCommit({ rmState }: State): void {
  for (const rm of each<Rm>()) {
    if (pick("is prepared", "another one has committed") === "is prepared") when(rmState[rm] === "prepared");
    else pick((r: Rm) => rmState[r] === "committed");
  }
}
/** Somebody has aborted or failed, and nobody has committed. */
function canAbort({ rmState }: State): void {
  const _who = pick((r: Rm) => rmState[r] === "aborted" || rmState[r] === "failed");
  when(!some((r: Rm) => rmState[r] === "committed"));
}

/** A resource manager. */
export const rManager = process(function* (s, self: Rm) {
  while (true) {
    // prepares, follows the manager, aborts or fails, until all is decided
    s = yield "RS";
    if (s.rmState[self] !== "working" && s.rmState[self] !== "prepared") break;
    switch (pick("prepare", "commit", "abort", "fail")) {
      case "prepare":
        when(s.rmState[self] === "working");
        s.rmState[self] = "prepared";
        break;
      case "commit":
        when(s.tmState === "commit");
        s.rmState[self] = "committed";
        break;
      case "abort":
        when(pick("is working", "is told") === "is working" ? s.rmState[self] === "working" : s.tmState === "abort");
        s.rmState[self] = "aborted";
        break;
      case "fail":
        if (RM_MAY_FAIL && !some((r: Rm) => s.rmState[r] === "failed")) s.rmState[self] = "failed";
    }
  }
});
/** The transaction manager. */
export const tManager = process(function* (s) {
  // decides
  s = yield "TS";
  const decision = pick("commit", "abort");
  if (decision === "commit") {
    canCommit(s);
    // tells that all commit
    s = yield "TC";
    s.tmState = "commit";
    // fails, if it may
    s = yield "F1";
  } else {
    canAbort(s);
    // tells that all abort
    s = yield "TA";
    s.tmState = "abort";
    // fails, if it may
    s = yield "F2";
  }
  if (TM_MAY_FAIL) s.tmState = "hidden";
});
/** The backup of the transaction manager. */
export const btManager = process(function* (s) {
  // decides, when the manager has failed
  s = yield "BTS";
  when(s.tmState === "hidden");
  const decision = pick("commit", "abort");
  if (decision === "commit") {
    canCommit(s);
    // tells that all commit
    s = yield "BTC";
    s.tmState = "commit";
  } else {
    canAbort(s);
    // tells that all abort
    s = yield "BTA";
    s.tmState = "abort";
  }
});

/** All are done, and stay so. */
export const terminating = action((s) => {
  when(every((r: Rm) => rManager.done(s, r)) && tManager.done(s) && btManager.done(s));
});

/** No two resource managers decide differently. */
export const consistency = invariant(({ rmState }) =>
  every((a: Rm, b: Rm) => rmState[a] !== "aborted" || rmState[b] !== "committed"),
);

export const asPublished = model({}, { symmetry: "off" });
