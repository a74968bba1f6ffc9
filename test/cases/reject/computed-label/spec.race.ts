/** Numbers the labels of a loop. */
import { spec, each, fill, type Id, type Index } from "racespec";

type Writer = Id<"Writer", 2>;
type Buffer = Index<2>;
interface State { dirty: Record<Buffer, boolean> }
const { process } = spec<State>(() => ({ dirty: fill(true) }));

export const write = process(function* (s, self: Writer) {
  for (const b of each<Buffer>()) {
    s = yield `submit_${b}`;
    s.dirty[b] = false;
  }
});
