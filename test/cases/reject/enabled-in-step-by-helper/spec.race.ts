/** A helper that asks which steps are possible, called by a process. */
import { spec, when, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, process, invariant } = spec<State>(() => ({ n: 0 }));

const isFull = (s: State): boolean => !rise.enabled(s);
export const rise = action((s) => {
  when(s.n < 3);
  s.n++;
});
export const emptier = process(function* (s) {
  s = yield "empty";
  when(isFull(s));
  s.n = 0;
});
export const fullAtThree = invariant((s) => isFull(s) === (s.n === 3));
