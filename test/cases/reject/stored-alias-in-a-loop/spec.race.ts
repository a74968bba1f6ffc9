/** One new object is stored in every row of a table. */
import { spec, each, fill, type Index } from "racespec";

type Slot = Index<2>;
interface Head { dirty: boolean; busy: boolean }
interface State { heads: Record<Slot, Head> }
const { action } = spec<State>(() => ({ heads: fill({ dirty: false, busy: false }) }));

export const reset = action((s) => {
  const clean = { dirty: false, busy: false };
  for (const b of each<Slot>()) s.heads[b] = clean;
});
