/** An array is said to be a tuple. */
import { spec } from "racespec";

interface State { pair: [0 | 1, 0 | 1] }
const { action } = spec<State>(() => ({ pair: [0, 1] }));

export const flip = action((s) => {
  s.pair = s.pair.map((x) => (x === 0 ? 1 : 0)) as [0 | 1, 0 | 1];
});
