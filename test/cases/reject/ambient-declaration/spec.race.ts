/** Declares a value that the environment is to provide; racespec calls that a constant. */
import { spec, type Int } from "racespec";

declare const LIMIT: number;

interface State { used: Int<0, 3> }
const { action } = spec<State>(() => ({ used: 0 }));

export const use = action((s) => {
  if (s.used < LIMIT) s.used++;
});
