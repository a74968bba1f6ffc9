// A loop whose turns may pass without a yield: one step may make several turns. Guards against a step that ends at the loop's head.
import { each, type Index, spec } from "racespec";
interface State { dirty: Record<Index<3>, boolean>; written: Set<Index<3>> }
const { process } = spec<State>(() => ({ dirty: { 0: true, 1: false, 2: true }, written: new Set() }));
export const flush = process(function* (s) {
  s = yield "begin";
  for (const page of each<Index<3>>()) {
    if (s.dirty[page]) {
      s = yield "write";
      s.written.add(page);
    }
  }
});
