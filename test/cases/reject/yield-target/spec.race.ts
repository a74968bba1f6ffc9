/** A process without a parameter for the state. */
import { spec } from "racespec";

interface State { on: boolean }
const { process } = spec<State>(() => ({ on: false }));

export const run = process(function* () {
  let s: State;
  s = yield "flip";
  s.on = true;
});
