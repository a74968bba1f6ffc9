/** A model whose blocks do not fill their groups. */
import { spec, constant, assume, type Index } from "racespec";

export const BLOCKS = constant(4);
export const PER_GROUP = constant(2);
assume(BLOCKS % PER_GROUP === 0, "groups are whole");
interface State { block: Index<typeof BLOCKS> }
const { action, model } = spec<State>(() => ({ block: 0 }));

export const reset = action((s) => { s.block = 0; });
export const six = model({ BLOCKS: 6, PER_GROUP: 4 });
