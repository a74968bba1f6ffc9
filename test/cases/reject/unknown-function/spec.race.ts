/** A boolean is turned into a number by Number(…). */
import { spec, type Int } from "racespec";

interface State { locked: boolean; holders: Int<0, 1> }
const { action } = spec<State>(() => ({ locked: true, holders: 0 }));

export const count = action((s) => { s.holders = Number(s.locked); });
