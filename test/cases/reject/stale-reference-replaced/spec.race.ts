/** A record is replaced, and the old one changed. */
import { spec, fill, type Index } from "racespec";

type Slot = Index<2>;
interface Head { dirty: boolean; busy: boolean }
interface State { heads: Record<Slot, Head> }
const { action } = spec<State>(() => ({ heads: fill({ dirty: false, busy: false }) }));

export const reset = action((s, b: Slot) => {
  const head = s.heads[b];
  s.heads[b] = { dirty: false, busy: false };
  head.dirty = true;
});
