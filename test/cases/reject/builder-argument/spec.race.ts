/** The state is one table, not a record of fields. */
import { spec, type Index } from "racespec";

type State = Record<Index<2>, boolean>;
const { action } = spec<State>(() => ({ 0: false, 1: false }));

export const set = action((s, i: Index<2>) => { s[i] = true; });
