// Two yields and one local between them: the smallest process. The register is state only while it is live.
import { type Index, type Int, spec } from "racespec";
interface State { counter: Int<0, 2> }
const { process } = spec<State>(() => ({ counter: 0 }));
export const add = process(function* (s, self: Index<2>) {
  // reads
  s = yield "read";
  const register = s.counter;
  // writes
  s = yield "write";
  s.counter = register + 1;
});
