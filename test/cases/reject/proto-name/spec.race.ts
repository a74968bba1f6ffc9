/** Makes a table without a prototype, as one does for dictionaries. */
import { spec, type Index, type Int } from "racespec";

const COST = { __proto__: null, read: 1, write: 2 };

interface State { spent: Int<0, 2>; page: Index<2> }
const { action } = spec<State>(() => ({ spent: 0, page: 0 }));

export const read = action((s, page: Index<2>) => {
  s.page = page;
  s.spent = COST.read;
});
