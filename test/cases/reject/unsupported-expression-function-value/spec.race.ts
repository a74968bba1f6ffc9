/** A function kept in a local. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action } = spec<State>(() => ({ n: 0 }));

function next(n: number): number {
  return (n + 1) % 4;
}
export const step = action((s) => {
  const f = next;
  s.n = f(s.n);
});
