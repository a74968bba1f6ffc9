// A procedure that returns early and is run at two places: each place has pc values of its own, one label for readers.
import { every, type Id, spec, when } from "racespec";
type Thread = Id<"Thread", 2>;
interface State { lock: Thread | null }
const { process, procedure, invariant } = spec<State>(() => ({ lock: null }));
const tryLock = procedure(function* (s, self: Thread) {
  s = yield "test";
  if (s.lock !== null) return false;
  s = yield "take";
  when(s.lock === null);
  s.lock = self;
  return true;
});
export const worker = process(function* (s, self: Thread) {
  let got = false;
  [s, got] = yield* tryLock(s, self);
  if (!got) [s, got] = yield* tryLock(s, self);
  s = yield "leave";
  if (got) s.lock = null;
});
export const ownersTake = invariant((s) => every((t: Thread) => s.lock !== t || !worker.at(s, t, "take")));
