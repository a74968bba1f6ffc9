/** Counts sequence numbers in 64 bits, as the kernel does. */
import { spec, type Int } from "racespec";

interface State { seq: Int<0, 3> }
const { action } = spec<State>(() => ({ seq: 0 }));

export const bump = action((s) => {
  s.seq = (s.seq + 1n) % 4n;
});
