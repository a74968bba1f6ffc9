// A state without steps is termination where all but daemons are done, a deadlock elsewhere, and neither where the model ignores it.
import { constant, deadlocks, spec, when } from "racespec";
export const STUCK = constant(false);
interface State { key: boolean }
const { process, invariant, model } = spec<State>(() => ({ key: false }));
export const guard = process(function* (s) {
  while (true) {
    s = yield "watch";
    when(s.key && STUCK);
  }
}, { daemon: true });
export const guest = process(function* (s) {
  s = yield "enter";
  when(!STUCK);
});
export const noKey = invariant((s) => !s.key);
export const rests = model();
export const stuck = model({ STUCK: true }, { expect: deadlocks });
export const ignored = model({ STUCK: true }, { deadlock: "ignore" });
