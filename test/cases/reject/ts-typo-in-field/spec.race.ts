/** A typo in the name of a field. */
import { spec, when } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => {
  when(!s.loked);
  s.locked = true;
});
