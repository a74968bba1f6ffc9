/** Imports racespec as a whole under one name. */
import racespec from "racespec";

interface State { on: boolean }
const { action } = racespec.spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });
