/** Forgets to take `process` from the spec, and gets the one of Node. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { action } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
});

export const release = action((s) => { s.owner = null; });
