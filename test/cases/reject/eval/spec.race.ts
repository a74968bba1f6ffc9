/** Keeps the condition of the lock in a text, so that it can be changed easily. */
import { spec, when } from "racespec";

const MAY_ENTER = "!s.locked";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const enter = action((s) => {
  when(eval(MAY_ENTER));
  s.locked = true;
});
