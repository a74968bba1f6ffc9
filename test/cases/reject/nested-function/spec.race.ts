/** Gives a condition a name, inside the process that uses it. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; broken: boolean }
const { process } = spec<State>(() => ({ owner: null, broken: false }));

export const run = process(function* (s, self: Thread) {
  const mayEnter = () => s.owner === null && !s.broken;
  s = yield "lock";
  when(mayEnter());
  s.owner = self;
});
