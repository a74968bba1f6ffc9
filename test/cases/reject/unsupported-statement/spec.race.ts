/** Lets the language release the lock at the end of the block. */
import { spec, when } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const work = action((s) => {
  when(!s.locked);
  using held = null;
  s.locked = true;
});
