/** A place for each of ten thousand pages. */
import { fill, spec, type Index, type Int } from "racespec";

type Page = Index<10_000>;
interface State { dirt: Record<Page, Int<0, 1000>>; turn: Index<2> }
const { action } = spec<State>(() => ({ dirt: fill(0), turn: 0 }));

export const write = action((s) => {
  s.dirt[s.turn] = 1;
});
