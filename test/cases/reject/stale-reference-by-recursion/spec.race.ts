/** A helper replaces, by way of another that calls it, what a local of its own refers to. */
import { spec, type Int } from "racespec";

interface Cursor { at: Int<0, 3>; open: boolean }
interface State { cursor: Cursor }
const { action } = spec<State>(() => ({ cursor: { at: 0, open: false } }));

function rewind(s: State, times: number): void {
  if (times === 0) {
    s.cursor = { at: 0, open: true };
    return;
  }
  const cursor = s.cursor;
  again(s, times - 1);
  cursor.open = true;
}
function again(s: State, times: number): void {
  rewind(s, times);
}
export const step = action((s) => {
  rewind(s, 2);
});
