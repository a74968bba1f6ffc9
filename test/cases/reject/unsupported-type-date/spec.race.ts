/** A time stamp in the state. */
import { spec } from "racespec";

interface State { lastWrite: Date | null; dirty: boolean }
const { action } = spec<State>(() => ({ lastWrite: null, dirty: false }));

export const write = action((s) => { s.dirty = true; });
