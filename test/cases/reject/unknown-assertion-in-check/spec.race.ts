/** A typo in the text of an assertion that is to be checked alone. */
import { spec, assert, type Int } from "racespec";

interface State { inFlight: Int<0, 2> }
const { action, model } = spec<State>(() => ({ inFlight: 0 }));

export const submit = action((s) => {
  assert(s.inFlight === 0, "submitted twice");
  s.inFlight = 1;
});
export const alone = model({}, { check: ["submited twice"] });
