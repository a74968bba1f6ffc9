/** The same with a function declaration. */
import { spec, type Int } from "racespec";

interface State { a: Int<0, 3>; b: Int<0, 3> }
const { action } = spec<State>(() => ({ a: 0, b: 0 }));

export const step = action((s) => {
  function wrap(n: number): number {
    return n % 4;
  }
  s.a = wrap(s.a + 1);
  s.b = wrap(s.b + 3);
});
