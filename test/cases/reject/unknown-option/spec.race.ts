/** An option that another model checker has. */
import { spec } from "racespec";

interface State { locked: boolean }
const { action, model } = spec<State>(() => ({ locked: false }));
const OPTIONS = { deadlock: "ignore", maxDepth: 10 } as const;

export const lock = action((s) => { s.locked = true; });
export const shallow = model({}, OPTIONS);
