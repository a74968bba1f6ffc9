/** A typo in the name of the package: everything else follows from it. */
import { spec, when } from "race-spec";

interface State { locked: boolean }
const { action, invariant } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => {
  when(!s.locked);
  s.locked = true;
});

export const neverLocked = invariant((s) => !s.locked);
