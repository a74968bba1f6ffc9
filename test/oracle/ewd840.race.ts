/**
 * Dijkstra's termination detection on a ring; a `pick` names the disjunct of a guard, as TLC generates one successor for each that is true.
 * @source tlaplus/Examples specifications/ewd840/EWD840.tla
 */
import { constant, every, fillWith, type Index, pick, spec, when } from "racespec";
export const N = constant(3);
type Node = Index<typeof N>;
type Color = "white" | "black";
interface State {
  active: Record<Node, boolean>;
  color: Record<Node, Color>;
  tpos: Node;
  tcolor: Color;
}
const { action, invariant, model } = spec<State>(() => ({
  active: fillWith(() => pick()),
  color: fillWith(() => pick()),
  tpos: pick<Node>(),
  tcolor: "black",
}));
export const initiateProbe = action((s) => {
  const why = pick("token", "node");
  when(s.tpos === 0 && (why === "token" ? s.tcolor === "black" : s.color[0] === "black"));
  s.tpos = N - 1;
  s.tcolor = "white";
  s.color[0] = "white";
});
export const passToken = action((s, i: Node) => {
  const why = pick("idle", "node", "token");
  when(
    i !== 0 &&
      s.tpos === i &&
      (why === "idle" ? !s.active[i] : why === "node" ? s.color[i] === "black" : s.tcolor === "black"),
  );
  s.tpos = i - 1;
  s.tcolor = s.color[i] === "black" ? "black" : s.tcolor;
  s.color[i] = "white";
});
export const sendMsg = action((s, i: Node, j: Node) => {
  when(s.active[i] && j !== i);
  s.active[j] = true;
  s.color[i] = j > i ? "black" : s.color[i];
});
export const deactivate = action((s, i: Node) => {
  when(s.active[i]);
  s.active[i] = false;
});
export const terminationDetection = invariant((s) => {
  const detected = s.tpos === 0 && s.tcolor === "white" && s.color[0] === "white" && !s.active[0];
  return !detected || every((i: Node) => !s.active[i]);
});
export const m = model({}, { deadlock: "ignore" });
