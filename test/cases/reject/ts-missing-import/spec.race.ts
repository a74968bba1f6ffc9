/** Uses a function of racespec and forgets to import it. */
import { spec } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => {
  when(!s.locked);
  s.locked = true;
});
