/** Changes an entry of a constant table. */
import { spec, type Index } from "racespec";

const PRICES = [3, 1, 2];

interface State { last: Index<3> }
const { action } = spec<State>(() => ({ last: 0 }));

export const raise = action((s, item: Index<3>) => {
  PRICES[item]++;
  s.last = item;
});
