// The smallest race. The shortest way to lose an update takes four steps, whoever begins.
import { every, type Id, type Int, spec, violates } from "racespec";
type Thread = Id<"Thread", 2>;
interface State { counter: Int<0, 2> }
const { process, invariant, model } = spec<State>(() => ({ counter: 0 }));
export const add = process(function* (s, self: Thread) {
  s = yield "read";
  const register = s.counter;
  s = yield "write";
  s.counter = register + 1;
});
export const nothingLost = invariant((s) => !every((t: Thread) => add.done(s, t)) || s.counter === 2);
export const symmetric = model({}, { expect: violates(nothingLost) });
export const unreduced = model({}, { expect: violates(nothingLost), symmetry: "off" });
