/** Keeps the new state under a second name. */
import { spec, type Id, type Int } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { counter: Int<0, 2> }
const { process } = spec<State>(() => ({ counter: 0 }));

export const add = process(function* (s, self: Thread) {
  const before = yield "add";
  s.counter = before.counter + 1;
});
