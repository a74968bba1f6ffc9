/** Reads a table from JSON; a constant table may stand in the spec itself. */
import costs from "./costs.json";
import { spec, type Index, type Int } from "racespec";

interface State { cost: Int<0, 9>; at: Index<3> }
const { action } = spec<State>(() => ({ cost: 0, at: 0 }));

export const move = action((s, to: Index<3>) => {
  s.at = to;
  s.cost = costs[to];
});
