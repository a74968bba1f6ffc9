/** A table of a million rows, for a moment. */
import { fill, spec, type Index } from "racespec";

type Page = Index<1_000_000>;
interface State { turn: Index<2> }
const { action } = spec<State>(() => ({ turn: 0 }));

export const write = action((s) => {
  const seen: Record<Page, boolean> = fill(false);
  if (seen[s.turn]) s.turn = 1;
});
