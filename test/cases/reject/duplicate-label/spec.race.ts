/** A label copied with the line. */
import { spec, when } from "racespec";

interface State { locked: boolean; done: boolean }
const { process } = spec<State>(() => ({ locked: false, done: false }));

export const run = process(function* (s) {
  s = yield "lock";
  when(!s.locked);
  s.locked = true;
  s = yield "lock";
  s.locked = false;
  s.done = true;
});
