/** Exports the only action as the default of the module. */
import { spec } from "racespec";

interface State { on: boolean }
const { action } = spec<State>(() => ({ on: false }));

export default action((s) => { s.on = !s.on; });
