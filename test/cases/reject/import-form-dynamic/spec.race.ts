/** Loads a module in the middle of a step. */
import { spec } from "racespec";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const flip = action((s) => {
  const { toggle } = import("./toggle.ts");
  s.on = toggle(s.on);
});
