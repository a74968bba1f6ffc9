/** Runs a procedure and drops the state that comes back. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process, procedure } = spec<State>(() => ({ owner: null }));

const lock = procedure(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
});

export const run = process(function* (s, self: Thread) {
  yield* lock(s, self);
  s = yield "unlock";
  s.owner = null;
});
