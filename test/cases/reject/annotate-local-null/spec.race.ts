/** A local that begins as null. */
import { spec, each, fill, type Index } from "racespec";

type Slot = Index<3>;
interface State { free: Record<Slot, boolean>; full: boolean }
const { action } = spec<State>(() => ({ free: fill(true), full: false }));

export const look = action((s) => {
  let found = null;
  for (const i of each<Slot>()) if (s.free[i]) found = i;
  s.full = found === null;
});
