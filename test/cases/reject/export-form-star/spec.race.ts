/** Passes on everything of another module. */
import { spec } from "racespec";
import { ON } from "./lights.ts";

export * from "./lights.ts";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: ON }));

export const flip = action((s) => { s.on = !s.on; });
