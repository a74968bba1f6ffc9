/** Computes a field by a getter, so that it is always up to date. */
import { spec, type Int } from "racespec";

interface State { used: Int<0, 3>; readonly full: boolean }
const { action } = spec<State>(() => ({
  used: 0,
  get full() {
    return this.used === 3;
  },
}));

export const use = action((s) => { if (!s.full) s.used++; });
