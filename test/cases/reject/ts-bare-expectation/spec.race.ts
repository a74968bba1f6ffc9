/** What is expected to fail, without saying that it fails. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, invariant, model } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const low = invariant((s) => s.x < 2);
export const broken = model({}, { expect: low });
