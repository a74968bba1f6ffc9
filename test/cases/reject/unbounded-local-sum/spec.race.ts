/** A sum that is kept while others move. */
import { spec, type Int } from "racespec";

interface State { a: Int<0, 3>; b: Int<0, 3>; total: Int<0, 6> }
const { process } = spec<State>(() => ({ a: 1, b: 2, total: 0 }));

export const add = process(function* (s) {
  s = yield "read";
  const sum = s.a + s.b;
  s = yield "write";
  s.total = sum;
});
