/** One record at every position. */
import { spec, type Index, type Seq } from "racespec";

interface Slot { owner: Index<2>; full: boolean }
interface State { ring: Seq<Slot, 3> }
const { action } = spec<State>(() => ({ ring: [{ owner: 0, full: true }, { owner: 1, full: true }] }));

export const clear = action((s) => {
  s.ring.fill({ owner: 0, full: false });
});
