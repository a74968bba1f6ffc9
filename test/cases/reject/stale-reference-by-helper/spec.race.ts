/** A helper replaces what a local refers to. */
import { spec, type Int } from "racespec";

interface Cursor { at: Int<0, 3>; open: boolean }
interface State { cursor: Cursor }
const { action } = spec<State>(() => ({ cursor: { at: 0, open: false } }));

function rewind(s: State): void {
  s.cursor = { at: 0, open: true };
}
export const step = action((s) => {
  const cursor = s.cursor;
  if (cursor.at === 3) rewind(s);
  cursor.open = true;
});
