/** A loop by hand, with a yield in it. */
import { spec, fill, type Index } from "racespec";

type Slot = Index<3>;
interface State { done: Record<Slot, boolean> }
const { process } = spec<State>(() => ({ done: fill(false) }));

export const work = process(function* (s) {
  for (let i = 0; i < 3; i++) {
    s = yield "work";
    s.done[i] = true;
  }
});
