/** Changes a constant; what changes is a field of State. */
import { spec, constant, type Int } from "racespec";

export const LIMIT = constant(3);

interface State { used: Int<0, 3> }
const { action } = spec<State>(() => ({ used: 0 }));

export const use = action((s) => {
  s.used = 1;
  LIMIT = LIMIT - 1;
});
