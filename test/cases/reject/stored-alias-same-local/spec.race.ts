/** One new object is stored in two places. */
import { spec, type Int } from "racespec";

interface Range { from: Int<0, 3>; to: Int<0, 3> }
interface State { read: Range; write: Range }
const { action } = spec<State>(() => ({ read: { from: 0, to: 0 }, write: { from: 0, to: 0 } }));

export const open = action((s) => {
  const all = { from: 0, to: 3 };
  s.read = all;
  s.write = all;
});
