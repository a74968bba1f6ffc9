/** A process asks where another one rests before it has begun. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { process } = spec<State>(() => ({ n: 0 }));

export const first = process(function* (s) {
  s = yield "first";
  s.n = 1;
});
export const second = process(function* (s) {
  if (first.done(s)) return;
  s = yield "second";
  s.n = 2;
});
