// @ts-nocheck
/** Switches the checks of types off for the whole file. */
import { spec } from "racespec";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });
