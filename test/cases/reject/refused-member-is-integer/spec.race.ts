/** Every number of a spec is an integer. */
import { type Index, spec } from "racespec";

interface State { n: Index<3> }
const { action } = spec<State>(() => ({ n: 0 }));

export const half = action((s) => {
  if (Number.isInteger(s.n)) s.n = 0;
});
