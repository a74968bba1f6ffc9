/** One object for every element of a sequence. */
import { spec, type Int, type Seq } from "racespec";

interface Range { from: Int<0, 3>; to: Int<0, 3> }
interface State { parts: Seq<Range, 2> }
const { action } = spec<State>(() => ({ parts: [] }));

export const reset = action((s) => {
  const empty = { from: 0, to: 0 };
  s.parts = [0, 1].map(() => empty);
});
