/** The default of a constant is none of its values. */
import { spec, constant } from "racespec";

export const PATCH = constant<"none" | "track">("trak");

interface State { done: boolean }
const { action } = spec<State>(() => ({ done: false }));

export const run = action((s) => { s.done = PATCH === "none"; });
