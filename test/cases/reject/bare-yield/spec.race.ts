/** Writes the yield as one writes it in a generator that only gives values. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
  yield "unlock";
  s.owner = null;
});
