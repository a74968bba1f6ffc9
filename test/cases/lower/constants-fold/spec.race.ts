// Yields in branches that a model's constants make dead are gone, labels and pc values included; `at` of such a label is false.
import { constant, spec } from "racespec";
export const FIXED = constant(true);
interface State { open: boolean }
const { process, invariant } = spec<State>(() => ({ open: false }));
export const door = process(function* (s) {
  if (!FIXED) {
    s = yield "unlocked";
    s.open = true;
  }
  s = yield "locked";
  s.open = FIXED ? s.open : true;
});
export const shut = invariant((s) => !s.open && !door.at(s, "unlocked"));
