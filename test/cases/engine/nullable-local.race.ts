/** A nullable record that lives across a yield. */
import { spec, when, pick, type Id, type Int } from "racespec";
type P = Id<"P", 2>;
interface State { box: Int<0, 3>; last: P | null }
const { process, invariant } = spec<State>(() => ({ box: 0, last: null }));
export const work = process(function* (s, self: P) {
  let job: { n: Int<0, 3> } | null = null;
  s = yield "take";
  if (s.box > 0) { job = { n: s.box }; s.box = 0; } else { s.box = 2; }
  s = yield "finish";
  if (job !== null) { s.box = 3; }
  s.last = self;
});
export const never3 = invariant((s) => s.box !== 3);
