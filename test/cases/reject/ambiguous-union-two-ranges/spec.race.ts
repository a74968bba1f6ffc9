/** A level that is low or high. */
import { spec, type Int } from "racespec";

interface State { level: Int<0, 2> | Int<8, 9> }
const { action } = spec<State>(() => ({ level: 0 }));

export const rise = action((s) => { s.level = 9; });
