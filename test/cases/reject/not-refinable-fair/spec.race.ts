/** An action of the other spec is fair. */
import { spec } from "racespec";
import { abstract } from "./abstract.race.ts";

interface State { word: 0 | 1 }
const { action, refines } = spec<State>(() => ({ word: 0 }));

export const set = action((s) => { s.word = 1; });
export const isLock = refines(abstract, (s) => ({ held: s.word === 1 }));
