/** A map of which nobody says what it holds. */
import { spec } from "racespec";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const flip = action((s) => {
  const names = new Map([["on", true]]);
  s.on = names.has("on");
});
