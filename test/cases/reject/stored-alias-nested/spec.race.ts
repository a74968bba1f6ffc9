/** A spread copies one level, and the record has two. */
import { spec, type Int } from "racespec";

interface Page { flags: { dirty: boolean }; count: Int<0, 1> }
interface State { page: Page; backup: Page }
const { action } = spec<State>(() => ({
  page: { flags: { dirty: true }, count: 0 },
  backup: { flags: { dirty: false }, count: 0 },
}));

export const save = action((s) => { s.backup = { ...s.page }; });
