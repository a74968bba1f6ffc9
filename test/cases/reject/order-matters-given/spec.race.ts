/** A helper that goes through the set that it is handed and keeps the member that comes last. */
import { type Index, spec } from "racespec";

type Slot = Index<3>;
interface State { open: Set<Slot>; last: Slot }
const { action } = spec<State>(() => ({ open: new Set(), last: 0 }));

function lastOf(open: ReadonlySet<Slot>): Slot {
  let last: Slot = 0;
  for (const x of open) last = x;
  return last;
}
export const open = action((s, x: Slot) => { s.open.add(x); });
export const look = action((s) => { s.last = lastOf(s.open); });
