/** The bound is a fraction: six blocks in groups of four. */
import { spec, constant, type Index } from "racespec";

export const BLOCKS = constant(6);
const GROUPS = BLOCKS / 4;
interface State { group: Index<typeof GROUPS> }
const { action } = spec<State>(() => ({ group: 0 }));

export const back = action((s) => { s.group = 0; });
