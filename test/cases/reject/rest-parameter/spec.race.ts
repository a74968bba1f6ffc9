/** A helper that takes as many places as one likes. */
import { spec, type Int } from "racespec";

interface State { a: Int<0, 3>; b: Int<0, 3> }
const { action } = spec<State>(() => ({ a: 0, b: 0 }));

function least(first: number, ...others: number[]): number {
  return others.reduce((m, x) => Math.min(m, x), first);
}

export const level = action((s) => {
  const m = least(s.a, s.b);
  s.a = m;
  s.b = m;
});
