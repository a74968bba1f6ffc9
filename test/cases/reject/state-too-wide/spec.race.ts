/** A bit for each of a million pages. */
import { spec, type Index } from "racespec";

type Page = Index<1_000_000>;
interface State { dirty: Set<Page>; turn: Index<2> }
const { action } = spec<State>(() => ({ dirty: new Set(), turn: 0 }));

export const write = action((s) => {
  s.dirty.add(s.turn);
});
