/** An empty list in a local. */
import { spec, each, fill, type Index } from "racespec";

type Slot = Index<3>;
interface State { free: Record<Slot, boolean>; many: boolean }
const { action } = spec<State>(() => ({ free: fill(true), many: false }));

export const look = action((s) => {
  const found = [];
  for (const i of each<Slot>()) if (s.free[i]) found.push(i);
  s.many = found.length > 1;
});
