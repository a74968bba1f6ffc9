/** A value is taken from a module that is a spec itself, and not refined. */
import { spec } from "racespec";
import { FIRST, type Thread } from "./lock.race.ts";

interface State { owner: Thread | null }
const { action } = spec<State>(() => ({ owner: FIRST }));

export const lock = action((s, t: Thread) => { s.owner = t; });
