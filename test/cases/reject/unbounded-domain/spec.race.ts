/** The beginner's first spec: a counter typed as number. */
import { spec } from "racespec";

interface State { count: number }
const { action } = spec<State>(() => ({ count: 0 }));

export const increment = action((s) => { s.count++; });
