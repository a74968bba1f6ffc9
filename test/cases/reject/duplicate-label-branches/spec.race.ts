/** Both branches rest at the same label. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { process } = spec<State>(() => ({ n: 0 }));

export const run = process(function* (s) {
  s = yield "start";
  if (s.n === 0) {
    s = yield "write";
    s.n = 1;
  } else {
    s = yield "write";
    s.n = 2;
  }
});
