/** A builder that is asked for by a text. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const race = spec<State>(() => ({ x: 0 }));

export const turn = race.action((s) => { s.x = (s.x + 1) % 3; });
export const inside = race.invariant((s) => s.x < 3);
export const small = race["invariant"]((s) => s.x < 1);
