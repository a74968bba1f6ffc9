/** A counter that is read before a yield and written after it. */
import { spec, type Int } from "racespec";

interface State { count: Int<0, 3> }
const { process } = spec<State>(() => ({ count: 0 }));

export const increment = process(function* (s) {
  let read = 0;
  s = yield "read";
  read = s.count;
  s = yield "write";
  s.count = read + 1;
});
