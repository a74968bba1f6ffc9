// A helper that throws where nothing should be: reached from a property it fails the run, like anywhere else.
import { type Int, spec, violates } from "racespec";
interface State { level: Int<0, 3> }
const { action, invariant, model } = spec<State>(() => ({ level: 0 }));
function named(level: Int<0, 3>): "low" | "high" {
  switch (level) {
    case 0:
    case 1:
      return "low";
    case 2:
      return "high";
    default:
      throw new Error("no name for this level");
  }
}
export const rise = action((s) => {
  if (s.level < 3) s.level++;
});
export const neverBoth = invariant((s) => named(s.level) === "low" || s.level === 2);
export const failing = model({}, { expect: violates("no name for this level") });
