/** A function takes the state and gives another object as the state. (One that takes none makes a record as any other.) */
import { type Index, spec } from "racespec";

interface State { n: Index<3>; m: Index<3> }
const { action } = spec<State>(() => start(0));
function start(n: Index<3>): State {
  return { n, m: 0 };
}
function reset(s: State): State {
  return { ...s, n: 0 };
}

export const step = action((s) => {
  s = reset(s);
  s.m = 2;
});
