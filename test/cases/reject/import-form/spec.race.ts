/** Imports a module for what it does when it is loaded; nothing is done then. */
import { spec } from "racespec";
import "./lights.ts";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export const flip = action((s) => { s.on = !s.on; });
