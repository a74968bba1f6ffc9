// Where nothing can be done, or only daemons can, every state without steps is a deadlock unless the model ignores it.
import { constant, deadlocks, spec, when } from "racespec";
export const OPEN = constant(false);
interface State { key: boolean }
const { action, process, invariant, model } = spec<State>(() => ({ key: false }));
export const guard = process(function* (s) {
  when(true);
  s = yield "watch";
  when(OPEN);
}, { daemon: true });
export const turn = action((s) => {
  when(OPEN && !s.key);
  s.key = true;
});
export const same = invariant((s) => s.key === s.key);
export const closed = model({}, { expect: deadlocks });
export const comesToAnEnd = model({ OPEN: true }, { expect: deadlocks });
export const ignored = model({ OPEN: true }, { deadlock: "ignore" });
