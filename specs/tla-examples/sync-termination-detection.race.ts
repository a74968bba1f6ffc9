/**
 * SyncTerminationDetection of tlaplus/Examples: what a detection of termination has to achieve. `ewd840.race.ts` is one.
 *
 * Active nodes may wake others and may become passive. That all are passive may be noticed at once or later, but never before.
 *
 * @source tlaplus/Examples specifications/ewd840/SyncTerminationDetection.tla
 */
import { constant, every, fillWith, type Index, pick, spec, when } from "racespec";

/** Nodes. */
export const N = constant(3);
export type Node = Index<typeof N>;
interface State {
  active: Record<Node, boolean>;
  terminationDetected: boolean;
}
const terminated = (s: State): boolean => every((n: Node) => !s.active[n]);
export const syncTerminationDetection = spec<State>(() => {
  const s: State = { active: fillWith(() => pick<boolean>()), terminationDetected: false };
  s.terminationDetected = pick(new Set([false, terminated(s)]));
  return s;
});
const { action, stepInvariant } = syncTerminationDetection;

/** A node becomes passive; if it was the last one, that may be noticed. */
export const terminate = action((s, i: Node) => {
  when(s.active[i]);
  s.active[i] = false;
  s.terminationDetected = pick(new Set([s.terminationDetected, terminated(s)]));
});
/** An active node wakes another one. */
export const wakeup = action((s, i: Node, j: Node) => {
  when(s.active[i]);
  s.active[j] = true;
});
/** It is noticed that all have terminated. */
export const detectTermination = action((s) => {
  when(terminated(s));
  s.terminationDetected = true;
});

/** Once termination is noticed all stay passive. */
export const stable = stepInvariant((s, next) => !s.terminationDetected || terminated(next));
