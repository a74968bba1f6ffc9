/** Offers one function for two kinds of arguments. */
import { spec, type Int } from "racespec";

interface State { level: Int<0, 3> }
const { action } = spec<State>(() => ({ level: 0 }));

function asLevel(x: boolean): number;
function asLevel(x: "high" | "low"): number;
function asLevel(x: boolean | "high" | "low"): number {
  return x === true || x === "high" ? 3 : 0;
}

export const toggle = action((s, to: "high" | "low") => { s.level = asLevel(to); });
