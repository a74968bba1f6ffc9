/** A step goes on with another object: in TypeScript it would write there, and change nothing. */
import { type Index, spec } from "racespec";

interface State { n: Index<3>; m: Index<3> }
const { action } = spec<State>(() => ({ n: 0, m: 0 }));

export const step = action((s) => {
  s = { ...s, n: 1 };
  s.m = 2;
});
