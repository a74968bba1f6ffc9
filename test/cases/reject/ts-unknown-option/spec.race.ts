/** Misspells an option of a model. */
import { spec } from "racespec";

interface State { on: boolean }
const { action, model } = spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });

export const quick = model({}, { deadlok: "ignore" });
