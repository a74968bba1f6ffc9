/** An empty set in a local. */
import { spec, each, fill, type Index } from "racespec";

type Buffer = Index<2>;
interface State { dirty: Record<Buffer, boolean>; many: boolean }
const { action } = spec<State>(() => ({ dirty: fill(true), many: false }));

export const look = action((s) => {
  const found = new Set();
  for (const b of each<Buffer>()) if (s.dirty[b]) found.add(b);
  s.many = found.size > 1;
});
