/**
 * Termination detection in the abstract, bounded by a constraint.
 * @source tlaplus/Examples specifications/ewd998/AsyncTerminationDetection.tla
 */
import { constant, every, fill, fillWith, type Index, type Int, pick, spec, when } from "racespec";
export const N = constant(4);
type Node = Index<typeof N>;
interface State {
  active: Record<Node, boolean>;
  pending: Record<Node, Int<0, 4>>;
  detected: boolean;
}
const terminated = (s: State): boolean => every((n: Node) => !s.active[n] && s.pending[n] === 0);
const { action, invariant, stepInvariant, model } = spec<State>(() => {
  const s: State = { active: fillWith(() => pick<boolean>()), pending: fill(0), detected: false };
  s.detected = pick(new Set([false, terminated(s)]));
  return s;
});
export const terminate = action((s, i: Node) => {
  when(s.active[i]);
  s.active[i] = false;
  s.detected = pick(new Set([s.detected, terminated(s)]));
});
export const sendMsg = action((s, i: Node, j: Node) => {
  when(s.active[i]);
  s.pending[j]++;
});
export const rcvMsg = action((s, i: Node) => {
  when(s.pending[i] > 0);
  s.pending[i]--;
  s.active[i] = true;
});
export const detect = action((s) => {
  when(terminated(s));
  s.detected = true;
});
export const safe = invariant((s) => !s.detected || terminated(s));
export const stable = stepInvariant((s, next) => !terminated(s) || terminated(next));
export const m = model({}, { constraint: (s) => every((n: Node) => s.pending[n] <= 3) });
