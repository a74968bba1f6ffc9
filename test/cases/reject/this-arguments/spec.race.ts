/** Reads a parameter by its number. */
import { spec, type Index } from "racespec";

interface State { last: Index<3> }
const { action } = spec<State>(() => ({ last: 0 }));

export const note = action(function (s, x: Index<3>) {
  s.last = arguments[1];
});
