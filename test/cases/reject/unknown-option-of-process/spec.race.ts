/** A misspelled option: TypeScript finds fault with the function. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { process, invariant } = spec<State>(() => ({ x: 0 }));

export const run = process(function* (s, self: Index<2>) {
  s = yield "go";
  s.x = self;
}, { deamon: true });
export const inside = invariant((s) => s.x < 3);
