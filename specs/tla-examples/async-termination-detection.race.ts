/**
 * ewd998/AsyncTerminationDetection.cfg of tlaplus/Examples: what a detection of termination has to achieve, messages on the way.
 *
 * Active nodes send messages and may become passive; a message makes its receiver active. All have terminated when none is
 * active and no message is on the way. That may be noticed at once or later, but never before.
 *
 * As published a constraint bounds the messages on the way to a node: one more is counted, but not looked at. Where TLC takes a
 * value from a set of two expressions that may be equal, `pick` takes it from the set.
 *
 * @source tlaplus/Examples specifications/ewd998/AsyncTerminationDetection.tla
 */
import { constant, every, fill, fillWith, type Index, type Int, pick, spec, when } from "racespec";

/** Nodes. */
export const N = constant(4);
/** No more messages on the way to a node are looked at. */
export const MAX_PENDING = constant(3);
const BEYOND = MAX_PENDING + 1;
type Node = Index<typeof N>;
interface State {
  active: Record<Node, boolean>;
  /** How many messages are on the way to a node. */
  pending: Record<Node, Int<0, typeof BEYOND>>;
  terminationDetected: boolean;
}
const terminated = (s: State): boolean => every((n: Node) => !s.active[n] && s.pending[n] === 0);
const { action, invariant, leadsTo, stepInvariant, model } = spec<State>(() => {
  const s: State = { active: fillWith(() => pick<boolean>()), pending: fill(0), terminationDetected: false };
  s.terminationDetected = pick(new Set([false, terminated(s)]));
  return s;
});

/** A node becomes passive; if it was the last one, that may be noticed. */
export const terminate = action((s, i: Node) => {
  when(s.active[i]);
  s.active[i] = false;
  s.terminationDetected = pick(new Set([s.terminationDetected, terminated(s)]));
});
/** An active node sends a message. */
export const sendMsg = action((s, i: Node, j: Node) => {
  when(s.active[i]);
  s.pending[j]++;
});
/** A node receives a message and becomes active. */
export const rcvMsg = action((s, i: Node) => {
  when(s.pending[i] > 0);
  s.pending[i]--;
  s.active[i] = true;
});
/** It is noticed that all have terminated. */
export const detectTermination = action((s) => {
  when(terminated(s));
  s.terminationDetected = true;
}, { fair: "weak" });

/** Termination is never noticed before it is there. */
export const safe = invariant((s) => !s.terminationDetected || terminated(s));
/** Who all have terminated stay so. */
export const quiescence = stepInvariant((s, next) => !terminated(s) || terminated(next));

/** It is noticed at some time that all have terminated. */
export const live = leadsTo(terminated, (s) => s.terminationDetected);

export const asPublished = model({}, { constraint: (s) => every((n: Node) => s.pending[n] <= MAX_PENDING) });
