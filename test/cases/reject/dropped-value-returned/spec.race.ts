/** The next state returned. */
import { spec, when, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => {
  when(s.x < 2);
  return { ...s, x: (s.x + 1) % 3 };
});

export const inside = invariant((s) => s.x < 3);
