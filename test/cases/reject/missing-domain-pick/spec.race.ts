/** Any value, without saying of what. */
import { spec, pick, type Index } from "racespec";

interface State { leader: Index<3>; chosen: boolean }
const { action } = spec<State>(() => ({ leader: 0, chosen: false }));

export const elect = action((s) => {
  const leader = pick();
  s.chosen = leader === s.leader;
});
