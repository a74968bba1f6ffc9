/** Takes `this` for the state. */
import { spec, type Int } from "racespec";

interface State { count: Int<0, 3> }
const { action } = spec<State>(() => ({ count: 0 }));

export const add = action(function (s) {
  this.count = (s.count + 1) % 4;
});
