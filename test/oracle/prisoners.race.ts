/**
 * Prisoners in a room with two switches; the counter is no member of `Other`.
 * @source tlaplus/Examples specifications/Prisoners/Prisoners.tla
 */
import { constant, every, fill, type Id, type Int, pick, spec } from "racespec";
export const OTHERS = constant(3);
const MAX = 2 * (OTHERS + 1) - 1;
type Other = Id<"Other", typeof OTHERS>;
type State = { up: [boolean, boolean]; times: Record<Other, Int<0, 2>>; count: Int<0, typeof MAX> };
const { action, invariant, model } = spec<State>(() => ({
  up: [pick<boolean>(), pick<boolean>()],
  times: fill(0),
  count: 0,
}));
export const nonCounterStep = action((s, i: Other) => {
  const [a, b] = s.up;
  if (!a && s.times[i] < 2) {
    s.up[0] = true;
    s.times[i] += 1;
  } else s.up[1] = !b;
});
export const counterStep = action((s) => {
  if (s.up[0]) {
    s.up = [false, s.up[1]];
    ++s.count;
    return;
  }
  s.up[1] = !s.up[1];
});
export const countInvariant = invariant(
  ({ count, times }) => count !== 2 * OTHERS || every((i: Other) => times[i] > 0),
);
export const m = model({}, { symmetry: "off" });
export const sym = model();
