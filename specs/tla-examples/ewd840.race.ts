/**
 * ewd840/EWD840.cfg of tlaplus/Examples: Dijkstra's detection of termination on a ring.
 *
 * Active nodes may wake others and may become passive. A token goes round; a node that has woken one of a higher number is black
 * and blackens the token. When a white token comes back to a white, passive node 0, all have terminated.
 *
 * TLC makes one step for each true disjunct of a guard: `pick` names the disjunct. All of them lead to the same state.
 *
 * @source tlaplus/Examples specifications/ewd840/EWD840.tla
 * @source E. W. Dijkstra, W. H. J. Feijen, A. J. M. van Gasteren: Derivation of a termination detection algorithm, EWD840, 1983
 */
import { every, fillWith, pick, some, spec, when } from "racespec";
import { N, type Node, syncTerminationDetection } from "./sync-termination-detection.race.ts";

type Color = "white" | "black";
interface State {
  active: Record<Node, boolean>;
  color: Record<Node, Color>;
  /** Where the token is. */
  tpos: Node;
  tcolor: Color;
}
const { action, fairness, invariant, leadsTo, refines, model } = spec<State>(() => ({
  active: fillWith(() => pick()),
  color: fillWith(() => pick()),
  tpos: pick(),
  tcolor: "black",
}));

/** Node 0 sends a white token round, since the last round told nothing. */
export const initiateProbe = action((s) => {
  const why = pick("token is black", "node is black");
  when(s.tpos === 0 && (why === "token is black" ? s.tcolor : s.color[0]) === "black");
  s.tpos = N - 1;
  s.tcolor = "white";
  s.color[0] = "white";
});
/** A node hands the token on: it is passive, or this round tells nothing anyway. */
export const passToken = action((s, i: Node) => {
  when(s.tpos === i && i !== 0);
  const why = pick("passive", "node is black", "token is black");
  when(why === "passive" ? !s.active[i] : (why === "node is black" ? s.color[i] : s.tcolor) === "black");
  s.tpos = i - 1;
  if (s.color[i] === "black") s.tcolor = "black";
  s.color[i] = "white";
});
/** A node wakes another one. */
export const sendMsg = action((s, i: Node, j: Node) => {
  when(s.active[i] && j !== i);
  s.active[j] = true;
  if (j > i) s.color[i] = "black";
});
/** A node becomes passive. */
export const deactivate = action((s, i: Node) => {
  when(s.active[i]);
  s.active[i] = false;
});

const terminated = (s: State): boolean => every((i: Node) => !s.active[i]);
const detected = (s: State): boolean =>
  s.tpos === 0 && s.tcolor === "white" && s.color[0] === "white" && !s.active[0];
/** If termination is detected, all have terminated. */
export const terminationDetection = invariant((s) => !detected(s) || terminated(s));
/** Dijkstra's invariant. */
export const inv = invariant(
  (s) =>
    every((i: Node) => i <= s.tpos || !s.active[i]) ||
    some((j: Node) => j <= s.tpos && s.color[j] === "black") ||
    s.tcolor === "black",
);

/** It is noticed at some time that all have terminated. */
export const liveness = leadsTo(terminated, detected);
/** It is a detection of termination. */
export const isDetection = refines(syncTerminationDetection, (s) => ({
  active: { ...s.active },
  terminationDetected: detected(s),
}));
// The token is handed on if it can be.
fairness("weak", initiateProbe, passToken);

export const asPublished = model({}, { deadlock: "ignore" });
