/** Expects an action to be violated; only properties and assertions can be. */
import { spec, violates } from "racespec";

interface State { on: boolean }
const { action, model } = spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });

export const broken = model({}, { expect: violates(flip) });
