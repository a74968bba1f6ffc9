/** Compares two records by their JSON text. */
import { spec, when, type Int } from "racespec";

interface Version { term: Int<0, 2>; index: Int<0, 2> }
interface State { mine: Version; theirs: Version; agreed: boolean }
const { action } = spec<State>(() => ({ mine: { term: 0, index: 0 }, theirs: { term: 0, index: 1 }, agreed: false }));

export const agree = action((s) => {
  when(JSON.stringify(s.mine) === JSON.stringify(s.theirs));
  s.agreed = true;
});
