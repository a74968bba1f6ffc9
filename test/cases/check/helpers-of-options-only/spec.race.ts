/** Helpers that nothing but `init` and `constraint` calls: they are functions of the model like any other. */
import { spec, pick, violates, type Int } from "racespec";

interface State { a: Int<0, 9>; b: Int<0, 9> }
const { action, invariant, model } = spec<State>(() => ({ a: pick<Int<0, 9>>(), b: 0 }));

const startsLow = (s: State): boolean => s.a < 2;
function isSmall(s: State): boolean {
  return s.a + s.b <= 3;
}

export const raise = action((s) => { s.b++; });
export const below = invariant((s) => s.b < 4);

/** From 0 and 1 as far as 3; a state outside is checked, but not gone on from. */
export const bounded = model({}, { init: (s) => startsLow(s), constraint: (s) => isSmall(s), expect: violates(below) });
