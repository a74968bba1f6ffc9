/** Takes one builder, and all others together. */
import { spec } from "racespec";

interface State { on: boolean }
const { action, ...properties } = spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });
