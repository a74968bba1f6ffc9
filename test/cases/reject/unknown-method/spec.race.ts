/** A tuple is used as if it could grow. */
import { spec, type Index } from "racespec";

interface State { pair: [Index<2>, Index<2>] }
const { action } = spec<State>(() => ({ pair: [0, 1] }));

export const grow = action((s, i: Index<2>) => { s.pair.push(i); });
