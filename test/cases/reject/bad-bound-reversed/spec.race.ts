/** The greater bound is written first. */
import { spec, type Int } from "racespec";

interface State { level: Int<3, 0> }
const { action } = spec<State>(() => ({ level: 0 }));

export const drop = action((s) => { s.level = 0; });
