/** A helper that calls itself stores in the end what it was given. */
import { spec, type Int } from "racespec";

interface Cursor { at: Int<0, 3> }
interface State { left: Cursor; right: Cursor }
const { action } = spec<State>(() => ({ left: { at: 0 }, right: { at: 1 } }));

function keep(s: State, other: Cursor, cursor: Cursor, times: number): void {
  if (times > 0) keep(s, cursor, other, times - 1);
  else s.left = cursor;
}
export const step = action((s) => {
  keep(s, s.right, { at: 2 }, 2);
});
