/** The first line of a process is taken for its first step. */
import { spec, type Int } from "racespec";

interface State { started: Int<0, 1> }
const { process } = spec<State>(() => ({ started: 0 }));

export const run = process(function* (s) {
  s.started = 1;
  s = yield "work";
});
