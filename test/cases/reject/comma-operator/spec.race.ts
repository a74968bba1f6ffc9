/** Moves two indices in the head of one loop. */
import { spec, fill, type Index } from "racespec";

type Slot = Index<4>;
interface State { full: Record<Slot, boolean> }
const { action } = spec<State>(() => ({ full: fill(false) }));

export const put = action((s, i: Slot) => { s.full[i] = true; });

export const mirror = action((s) => {
  for (let i = 0, j = 3; i < j; i++, j--) {
    s.full[j] = s.full[i];
  }
});
