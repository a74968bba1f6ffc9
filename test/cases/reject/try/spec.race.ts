/** Releases the lock in a finally block, as in the service that is modelled. */
import { spec, when, assert, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; inside: Set<Thread> }
const { process } = spec<State>(() => ({ owner: null, inside: new Set() }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
  try {
    s = yield "work";
    assert(s.owner === self, "the lock is held");
  } finally {
    s.owner = null;
  }
});
