/** Puts the value that was found into the text of the error. */
import { spec, type Int } from "racespec";

interface State { used: Int<0, 4> }
const { action } = spec<State>(() => ({ used: 0 }));

export const use = action((s) => {
  if (s.used >= 3) throw new Error("used: " + s.used);
  s.used++;
});
