// Part of the case: a cell that is written at once.
import { constant, spec } from "racespec";
/** Which values are written at all. */
export const MOST = constant<1 | 2>(2);
interface Cell { value: 0 | 1 | 2 }
export const cell = spec<Cell>(() => ({ value: 0 }));
export const write = cell.action((s, v: 0 | 1 | 2) => { if (v <= MOST) s.value = v; });
export const zero = cell.invariant((s) => s.value <= MOST);
