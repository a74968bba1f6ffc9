/** Asks a procedure in the condition of an if. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; done: Set<Thread> }
const { process, procedure } = spec<State>(() => ({ owner: null, done: new Set() }));

const tryLock = procedure(function* (s, self: Thread) {
  s = yield "try_lock";
  if (s.owner !== null) return false;
  s.owner = self;
  return true;
});

export const run = process(function* (s, self: Thread) {
  if ((yield* tryLock(s, self))[1]) {
    s = yield "work";
    s.done.add(self);
    s.owner = null;
  }
});
