/** The options of a process are a constant. */
import { spec } from "racespec";

interface State { done: boolean }
const { process } = spec<State>(() => ({ done: false }));
const SERVER = { daemon: true };

export const serve = process(function* (s) {
  s = yield "serve";
  s.done = true;
}, SERVER);
