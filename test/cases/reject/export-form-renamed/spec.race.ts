/** Gives an action another name at the end of the module. */
import { spec } from "racespec";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

const flip = action((s) => { s.on = !s.on; });

export { flip as toggle };
