// Which failure is reported: the least number of steps; among those assertions, then ranges, then properties as declared, then deadlock.
import { assert, type Int, spec, violates, when } from "racespec";
interface State { n: Int<0, 2> }
const { action, invariant, model } = spec<State>(() => ({ n: 0 }));
export const grow = action((s) => {
  assert(s.n < 2, "room left");
  s.n++;
});
export const jump = action((s) => {
  when(s.n === 2);
  s.n = 5;
});
export const small = invariant((s) => s.n < 2);
export const tiny = invariant((s) => s.n < 1);
export const everything = model({}, { expect: violates(tiny) });
export const withoutTiny = model({}, { check: [small, "room left"], expect: violates(small) });
export const assertionBeforeRange = model({}, { check: ["room left"], expect: violates("room left") });
/** A range error is never expected: nothing names it. */
export const rangesAlwaysCount = model({}, { check: [] });
