/** Waits inside the condition of a loop. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  while ((yield "spin").owner !== null) {}
  s.owner = self;
});
