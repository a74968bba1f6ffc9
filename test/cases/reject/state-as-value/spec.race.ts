/** A step property asks whether anything has changed. */
import { spec, type Int } from "racespec";

interface State { n: Int<0, 3> }
const { action, stepInvariant } = spec<State>(() => ({ n: 0 }));

export const step = action((s) => { s.n = (s.n + 1) % 4; });
export const moves = stepInvariant((s, next) => s !== next);
