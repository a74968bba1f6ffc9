/** Resets a record by Object.assign. */
import { spec, type Int } from "racespec";

interface Page { dirty: boolean; refs: Int<0, 2> }
interface State { page: Page }
const { action } = spec<State>(() => ({ page: { dirty: true, refs: 2 } }));

export const reset = action((s) => {
  Object.assign(s.page, { dirty: false, refs: 0 });
});
