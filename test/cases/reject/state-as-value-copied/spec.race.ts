/** The whole state is saved in a local. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3>; changed: boolean }
const { action } = spec<State>(() => ({ n: 0, changed: false }));

export const step = action((s) => {
  const before = structuredClone(s);
  s.n = (s.n + 1) % 4;
  s.changed = before.n !== s.n;
});
