/** A shortcut to a record, used after others may have moved. */
import { spec } from "racespec";

interface Page { locked: boolean; dirty: boolean }
interface State { page: Page }
const { process } = spec<State>(() => ({ page: { locked: false, dirty: true } }));

export const writeBack = process(function* (s) {
  s = yield "lock";
  const page = s.page;
  page.locked = true;
  s = yield "write";
  page.dirty = false;
});
