/** Shares the steps of a lock between processes by a generator function, as one would in a program. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process } = spec<State>(() => ({ owner: null }));

function* lock(s: State, self: Thread): Generator<string, State, State> {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
  return s;
}

export const run = process(function* (s, self: Thread) {
  s = yield* lock(s, self);
  s = yield "unlock";
  s.owner = null;
});
