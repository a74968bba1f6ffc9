/** The same with !=. */
import { spec, when, type Index } from "racespec";

type Slot = Index<3>;
interface State { at: Slot }
const { action } = spec<State>(() => ({ at: 0 }));

export const move = action((s, to: Slot) => {
  when(to != s.at);
  s.at = to;
});
