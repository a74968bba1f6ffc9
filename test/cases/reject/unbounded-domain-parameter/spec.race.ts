/** The parameter of an action is any number. */
import { spec, type Int } from "racespec";

interface State { level: Int<0, 9> }
const { action } = spec<State>(() => ({ level: 0 }));

export const set = action((s, to: number) => { s.level = to; });
