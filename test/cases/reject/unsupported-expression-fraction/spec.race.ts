/** Half of a number, by a decimal fraction. */
import { spec, type Int } from "racespec";

interface State { level: Int<0, 8> }
const { action } = spec<State>(() => ({ level: 8 }));

export const halve = action((s) => { s.level = Math.floor(s.level * 0.5); });
