/** Draws a random victim; the checker is to try every one. */
import { spec, type Index } from "racespec";

type Slot = Index<3>;
interface State { victim: Slot }
const { action } = spec<State>(() => ({ victim: 0 }));

export const evict = action((s) => {
  s.victim = Math.floor(Math.random() * 3);
});
