/** Takes racespec apart after importing it whole. */
import * as racespec from "racespec";

const { spec } = racespec;

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const turnOn = action((s) => {
  racespec.when(!s.on);
  s.on = true;
});
