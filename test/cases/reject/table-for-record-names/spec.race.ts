/** A Record over many numbers, spread beside a name that is none of its keys. */
import { fill, type Int, spec } from "racespec";

interface State { z: Record<Int<0, 99>, boolean>; n: 0 | 1 }
const { action } = spec<State>(() => ({ z: fill(false), n: 0 }));

export const more = action((s) => {
  const one = { ...s.z, total: true };
  if (one.total) s.n = 1;
});
