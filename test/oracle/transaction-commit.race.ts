/**
 * Lamport's transaction commit: resource managers agree to commit or abort.
 * @source tlaplus/Examples specifications/transaction_commit/TCommit.tla
 */
import { constant, count, every, fill, type Id, spec, when } from "racespec";
export const N = constant(3);
type RM = Id<"RM", typeof N>;
interface State {
  rm: Record<RM, "working" | "prepared" | "committed" | "aborted">;
}
const { action, invariant, model } = spec<State>(() => ({ rm: fill("working") }));
const canCommit = (s: State): boolean => every((r: RM) => s.rm[r] === "prepared" || s.rm[r] === "committed");
function notCommitted(s: State) {
  return every((r: RM) => s.rm[r] !== "committed");
}
export const prepare = action((s, r: RM) => {
  when(s.rm[r] === "working");
  s.rm[r] = "prepared";
});
export const decideC = action((s, r: RM) => {
  when(s.rm[r] === "prepared" && canCommit(s));
  s.rm[r] = "committed";
});
export const decideA = action((s, r: RM) => {
  when((s.rm[r] === "working" || s.rm[r] === "prepared") && notCommitted(s));
  s.rm[r] = "aborted";
});
export const consistent = invariant(
  (s) => !(count((r: RM) => s.rm[r] === "committed") > 0 && count((r: RM) => s.rm[r] === "aborted") > 0),
);
export const plain = model({}, { deadlock: "ignore", symmetry: "off" });
export const sym = model({}, { deadlock: "ignore" });
