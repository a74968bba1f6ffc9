/**
 * Two-phase commit with a backup manager, from PlusCal. TLC counts the 8 stuttering steps of terminated states besides; `pick` names the
 * disjunct of a guard, as TLC generates one successor for each that is true: \A over a disjunction multiplies them.
 * @source tlaplus/Examples specifications/transaction_commit/2PCwithBTM.tla
 */
import { constant, each, every, fill, type Id, pick, some, spec, when } from "racespec";
export const RMMAYFAIL = constant(true);
export const TMMAYFAIL = constant(true);
type RM = Id<"RM", 3>;
interface State {
  rm: Record<RM, "working" | "prepared" | "committed" | "aborted" | "failed">;
  tm: "init" | "commit" | "abort" | "hidden";
}
const { process, procedure, invariant, model } = spec<State>(() => ({ rm: fill("working"), tm: "init" }));
/** TLC takes one successor per true disjunct and per witness of an ∃ in a guard: as many picks. */
function mayCommit(s: State): void {
  for (const own of each<RM>()) {
    if (pick("own", "any") === "own") when(s.rm[own] === "prepared");
    else pick((r: RM) => s.rm[r] === "committed");
  }
}
function mayAbort(s: State): void {
  const _why = pick((r: RM) => s.rm[r] === "aborted" || s.rm[r] === "failed");
  when(!some((r: RM) => s.rm[r] === "committed"));
}
export const manager = process(function* (s, self: RM) {
  for (;;) {
    s = yield "RS";
    if (s.rm[self] !== "working" && s.rm[self] !== "prepared") break;
    switch (pick("prepare", "commit", "abort", "fail")) {
      case "prepare":
        when(s.rm[self] === "working");
        s.rm[self] = "prepared";
        break;
      case "commit":
        when(s.tm === "commit");
        s.rm[self] = "committed";
        break;
      case "abort":
        when(pick("own", "told") === "own" ? s.rm[self] === "working" : s.tm === "abort");
        s.rm[self] = "aborted";
        break;
      case "fail":
        if (RMMAYFAIL && !some((r: RM) => s.rm[r] === "failed")) s.rm[self] = "failed";
    }
  }
});
const hide = procedure(function* (s) {
  s = yield "F";
  if (TMMAYFAIL) s.tm = "hidden";
});
export const tManager = process(function* (s) {
  s = yield "TS";
  const commit = pick<boolean>();
  if (commit) mayCommit(s);
  else mayAbort(s);
  if (commit) {
    s = yield "TC";
    s.tm = "commit";
    s = yield* hide(s);
  } else {
    s = yield "TA";
    s.tm = "abort";
    s = yield* hide(s);
  }
});
export const btManager = process(function* (s) {
  s = yield "BTS";
  const what = pick("commit", "abort");
  when(s.tm === "hidden");
  if (what === "commit") mayCommit(s);
  else mayAbort(s);
  if (what === "commit") s = yield "BTC";
  else s = yield "BTA";
  s.tm = what;
});
export const consistency = invariant((s) =>
  every((a: RM, b: RM) => !(s.rm[a] === "aborted" && s.rm[b] === "committed")),
);
export const m = model({}, { symmetry: "off" });
export const sym = model({});
