/** Asks where a process rests, and forgets to say which instance. */
import { spec, when, every, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process, invariant } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
});

export const ownedAtEnd = invariant((s) => !run.done(s) || s.owner !== null);
