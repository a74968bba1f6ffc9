/** Tests for null with ==, out of habit. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner == null);
  s.owner = self;
});
