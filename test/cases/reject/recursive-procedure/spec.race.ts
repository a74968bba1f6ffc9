/** A procedure that goes on by running itself. */
import { spec, type Int } from "racespec";

interface State { left: Int<0, 2> }
const { process, procedure } = spec<State>(() => ({ left: 2 }));

const drain: (s: State) => Generator<"take", State, State> = procedure(function* (s) {
  s = yield "take";
  s.left--;
  if (s.left > 0) s = yield* drain(s);
});
export const run = process(function* (s) {
  s = yield* drain(s);
});
