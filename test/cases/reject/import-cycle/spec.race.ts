/** The helper takes a constant from the spec that uses it. */
import { spec, type Int } from "racespec";
import { next } from "./ring.ts";

export const SIZE = 3;

interface State { head: Int<0, 2> }
const { action } = spec<State>(() => ({ head: 0 }));

export const advance = action((s) => { s.head = next(s.head); });
