/** Keeps a log in an array of the module; it is a const, but its content changes. */
import { spec } from "racespec";

const log: boolean[] = [];

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const flip = action((s) => {
  log.push(s.on);
  s.on = !s.on;
});
