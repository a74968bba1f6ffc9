/** A loop over all buffers that does not say of what. */
import { spec, each, type Int } from "racespec";

interface State { dirty: Int<0, 3> }
const { action } = spec<State>(() => ({ dirty: 0 }));

export const markAll = action((s) => {
  for (const b of each()) s.dirty = 3;
});
