/** The state type is left to inference. */
import { spec } from "racespec";

const { action } = spec(() => ({ locked: false }));

export const lock = action((s) => { s.locked = true; });
