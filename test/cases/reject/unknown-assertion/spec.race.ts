/** The assertion's text has been changed, the model's not. */
import { spec, assert, violates, type Int } from "racespec";

interface State { inFlight: Int<0, 2> }
const { action, model } = spec<State>(() => ({ inFlight: 0 }));

export const submit = action((s) => {
  assert(s.inFlight === 0, "submitted twice");
  s.inFlight++;
});
export const asReported = model({}, { expect: violates("double submit") });
