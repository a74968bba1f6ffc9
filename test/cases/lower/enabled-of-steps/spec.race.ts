// `enabled` in a property, in a helper and in an option: of an action by its new number, of a process as that of all its steps, of a
// process without steps as false.
import { type Index, every, spec, when } from "racespec";
type Worker = Index<2>;
interface State { owner: Worker | null; log: boolean }
const { action, process, invariant, stepInvariant, model } = spec<State>(() => ({ owner: null, log: false }));
const isStuck = (s: State, w: Worker): boolean => !worker.enabled(s, w);
export const worker = process(function* (s, self: Worker) {
  s = yield "acquire";
  when(s.owner === null);
  s.owner = self;
  s = yield "release";
  s.owner = null;
});
export const nothing = process(function* (s) {});
export const note = action((s, w: Worker) => {
  when(s.owner === w);
  s.log = true;
});
export const noDeadlock = invariant((s) => !every((w: Worker) => isStuck(s, w)) || every((w: Worker) => worker.done(s, w)));
export const stays = stepInvariant((s, next) => !note.enabled(s, 0) || !nothing.enabled(next));
export const one = model({}, { constraint: (s) => !note.enabled(s, 1) });
