/** Declares the variable first, so that it can be used after the loop. */
import { spec, each, fill, type Index } from "racespec";

type Slot = Index<3>;
interface State { used: Record<Slot, boolean>; found: Slot }
const { action } = spec<State>(() => ({ used: fill(false), found: 0 }));

export const findFree = action((s) => {
  let i: Slot = 0;
  for (i of each<Slot>()) {
    if (!s.used[i]) break;
  }
  s.found = i;
});
